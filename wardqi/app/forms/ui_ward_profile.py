"""Compiled from ui/ward_profile.ui by build/forms.py; never edited."""

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QComboBox, QHBoxLayout, QLabel,
    QLineEdit, QPushButton, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)

class Ui_WardProfile(object):
    def setupUi(self, WardProfile):
        if not WardProfile.objectName():
            WardProfile.setObjectName(u"WardProfile")
        self.rows = QVBoxLayout(WardProfile)
        self.rows.setSpacing(10)
        self.rows.setObjectName(u"rows")
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.headLabel = QLabel(WardProfile)
        self.headLabel.setObjectName(u"headLabel")
        self.headLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.headLabel.setWordWrap(True)
        self.headLabel.setProperty(u"look", u"heading")

        self.rows.addWidget(self.headLabel)

        self.nameCol = QVBoxLayout()
        self.nameCol.setSpacing(2)
        self.nameCol.setObjectName(u"nameCol")
        self.nameCol.setContentsMargins(0, 0, 0, 0)
        self.nameLabel = QLabel(WardProfile)
        self.nameLabel.setObjectName(u"nameLabel")
        self.nameLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.nameLabel.setWordWrap(True)

        self.nameCol.addWidget(self.nameLabel)

        self.nameEdit = QLineEdit(WardProfile)
        self.nameEdit.setObjectName(u"nameEdit")
        self.nameEdit.setMaxLength(80)

        self.nameCol.addWidget(self.nameEdit)

        self.namePlace = QVBoxLayout()
        self.namePlace.setSpacing(0)
        self.namePlace.setObjectName(u"namePlace")
        self.namePlace.setContentsMargins(0, 0, 0, 0)

        self.nameCol.addLayout(self.namePlace)


        self.rows.addLayout(self.nameCol)

        self.shortRow = QHBoxLayout()
        self.shortRow.setSpacing(12)
        self.shortRow.setObjectName(u"shortRow")
        self.shortRow.setContentsMargins(0, 0, 0, 0)
        self.codeCol = QVBoxLayout()
        self.codeCol.setSpacing(2)
        self.codeCol.setObjectName(u"codeCol")
        self.codeCol.setContentsMargins(0, 0, 0, 0)
        self.codeLabel = QLabel(WardProfile)
        self.codeLabel.setObjectName(u"codeLabel")
        self.codeLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.codeLabel.setWordWrap(True)

        self.codeCol.addWidget(self.codeLabel)

        self.codeEdit = QLineEdit(WardProfile)
        self.codeEdit.setObjectName(u"codeEdit")
        self.codeEdit.setMaxLength(20)

        self.codeCol.addWidget(self.codeEdit)

        self.codePlace = QVBoxLayout()
        self.codePlace.setSpacing(0)
        self.codePlace.setObjectName(u"codePlace")
        self.codePlace.setContentsMargins(0, 0, 0, 0)

        self.codeCol.addLayout(self.codePlace)


        self.shortRow.addLayout(self.codeCol)

        self.bedsCol = QVBoxLayout()
        self.bedsCol.setSpacing(2)
        self.bedsCol.setObjectName(u"bedsCol")
        self.bedsCol.setContentsMargins(0, 0, 0, 0)
        self.bedsLabel = QLabel(WardProfile)
        self.bedsLabel.setObjectName(u"bedsLabel")
        self.bedsLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.bedsLabel.setWordWrap(True)

        self.bedsCol.addWidget(self.bedsLabel)

        self.bedsEdit = QLineEdit(WardProfile)
        self.bedsEdit.setObjectName(u"bedsEdit")
        self.bedsEdit.setMaxLength(3)

        self.bedsCol.addWidget(self.bedsEdit)

        self.bedsPlace = QVBoxLayout()
        self.bedsPlace.setSpacing(0)
        self.bedsPlace.setObjectName(u"bedsPlace")
        self.bedsPlace.setContentsMargins(0, 0, 0, 0)

        self.bedsCol.addLayout(self.bedsPlace)


        self.shortRow.addLayout(self.bedsCol)


        self.rows.addLayout(self.shortRow)

        self.siteCol = QVBoxLayout()
        self.siteCol.setSpacing(2)
        self.siteCol.setObjectName(u"siteCol")
        self.siteCol.setContentsMargins(0, 0, 0, 0)
        self.siteLabel = QLabel(WardProfile)
        self.siteLabel.setObjectName(u"siteLabel")
        self.siteLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.siteLabel.setWordWrap(True)

        self.siteCol.addWidget(self.siteLabel)

        self.siteEdit = QLineEdit(WardProfile)
        self.siteEdit.setObjectName(u"siteEdit")
        self.siteEdit.setMaxLength(80)

        self.siteCol.addWidget(self.siteEdit)

        self.sitePlace = QVBoxLayout()
        self.sitePlace.setSpacing(0)
        self.sitePlace.setObjectName(u"sitePlace")
        self.sitePlace.setContentsMargins(0, 0, 0, 0)

        self.siteCol.addLayout(self.sitePlace)


        self.rows.addLayout(self.siteCol)

        self.typeCol = QVBoxLayout()
        self.typeCol.setSpacing(2)
        self.typeCol.setObjectName(u"typeCol")
        self.typeCol.setContentsMargins(0, 0, 0, 0)
        self.typeLabel = QLabel(WardProfile)
        self.typeLabel.setObjectName(u"typeLabel")
        self.typeLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.typeLabel.setWordWrap(True)

        self.typeCol.addWidget(self.typeLabel)

        self.typeBox = QComboBox(WardProfile)
        self.typeBox.setObjectName(u"typeBox")
        self.typeBox.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.typeBox.setMinimumContentsLength(8)

        self.typeCol.addWidget(self.typeBox)


        self.rows.addLayout(self.typeCol)

        self.securityCol = QVBoxLayout()
        self.securityCol.setSpacing(2)
        self.securityCol.setObjectName(u"securityCol")
        self.securityCol.setContentsMargins(0, 0, 0, 0)
        self.securityLabel = QLabel(WardProfile)
        self.securityLabel.setObjectName(u"securityLabel")
        self.securityLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.securityLabel.setWordWrap(True)

        self.securityCol.addWidget(self.securityLabel)

        self.securityBox = QComboBox(WardProfile)
        self.securityBox.setObjectName(u"securityBox")
        self.securityBox.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.securityBox.setMinimumContentsLength(8)

        self.securityCol.addWidget(self.securityBox)


        self.rows.addLayout(self.securityCol)

        self.whoRow = QHBoxLayout()
        self.whoRow.setSpacing(12)
        self.whoRow.setObjectName(u"whoRow")
        self.whoRow.setContentsMargins(0, 0, 0, 0)
        self.sexCol = QVBoxLayout()
        self.sexCol.setSpacing(2)
        self.sexCol.setObjectName(u"sexCol")
        self.sexCol.setContentsMargins(0, 0, 0, 0)
        self.sexLabel = QLabel(WardProfile)
        self.sexLabel.setObjectName(u"sexLabel")
        self.sexLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.sexLabel.setWordWrap(True)

        self.sexCol.addWidget(self.sexLabel)

        self.sexBox = QComboBox(WardProfile)
        self.sexBox.setObjectName(u"sexBox")
        self.sexBox.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.sexBox.setMinimumContentsLength(8)

        self.sexCol.addWidget(self.sexBox)


        self.whoRow.addLayout(self.sexCol)

        self.agesCol = QVBoxLayout()
        self.agesCol.setSpacing(2)
        self.agesCol.setObjectName(u"agesCol")
        self.agesCol.setContentsMargins(0, 0, 0, 0)
        self.agesLabel = QLabel(WardProfile)
        self.agesLabel.setObjectName(u"agesLabel")
        self.agesLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.agesLabel.setWordWrap(True)

        self.agesCol.addWidget(self.agesLabel)

        self.agesBox = QComboBox(WardProfile)
        self.agesBox.setObjectName(u"agesBox")
        self.agesBox.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.agesBox.setMinimumContentsLength(8)

        self.agesCol.addWidget(self.agesBox)


        self.whoRow.addLayout(self.agesCol)


        self.rows.addLayout(self.whoRow)

        self.shiftsCol = QVBoxLayout()
        self.shiftsCol.setSpacing(2)
        self.shiftsCol.setObjectName(u"shiftsCol")
        self.shiftsCol.setContentsMargins(0, 0, 0, 0)
        self.shiftsHead = QLabel(WardProfile)
        self.shiftsHead.setObjectName(u"shiftsHead")
        self.shiftsHead.setTextFormat(Qt.TextFormat.PlainText)
        self.shiftsHead.setWordWrap(True)
        self.shiftsHead.setProperty(u"look", u"subheading")

        self.shiftsCol.addWidget(self.shiftsHead)

        self.shiftsNote = QLabel(WardProfile)
        self.shiftsNote.setObjectName(u"shiftsNote")
        self.shiftsNote.setTextFormat(Qt.TextFormat.PlainText)
        self.shiftsNote.setWordWrap(True)
        self.shiftsNote.setProperty(u"look", u"small")

        self.shiftsCol.addWidget(self.shiftsNote)


        self.rows.addLayout(self.shiftsCol)

        self.shiftRow = QHBoxLayout()
        self.shiftRow.setSpacing(12)
        self.shiftRow.setObjectName(u"shiftRow")
        self.shiftRow.setContentsMargins(0, 0, 0, 0)
        self.earlyCol = QVBoxLayout()
        self.earlyCol.setSpacing(2)
        self.earlyCol.setObjectName(u"earlyCol")
        self.earlyCol.setContentsMargins(0, 0, 0, 0)
        self.earlyLabel = QLabel(WardProfile)
        self.earlyLabel.setObjectName(u"earlyLabel")
        self.earlyLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.earlyLabel.setWordWrap(True)

        self.earlyCol.addWidget(self.earlyLabel)

        self.earlyEdit = QLineEdit(WardProfile)
        self.earlyEdit.setObjectName(u"earlyEdit")
        self.earlyEdit.setMaxLength(5)

        self.earlyCol.addWidget(self.earlyEdit)

        self.earlyPlace = QVBoxLayout()
        self.earlyPlace.setSpacing(0)
        self.earlyPlace.setObjectName(u"earlyPlace")
        self.earlyPlace.setContentsMargins(0, 0, 0, 0)

        self.earlyCol.addLayout(self.earlyPlace)


        self.shiftRow.addLayout(self.earlyCol)

        self.lateCol = QVBoxLayout()
        self.lateCol.setSpacing(2)
        self.lateCol.setObjectName(u"lateCol")
        self.lateCol.setContentsMargins(0, 0, 0, 0)
        self.lateLabel = QLabel(WardProfile)
        self.lateLabel.setObjectName(u"lateLabel")
        self.lateLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.lateLabel.setWordWrap(True)

        self.lateCol.addWidget(self.lateLabel)

        self.lateEdit = QLineEdit(WardProfile)
        self.lateEdit.setObjectName(u"lateEdit")
        self.lateEdit.setMaxLength(5)

        self.lateCol.addWidget(self.lateEdit)

        self.latePlace = QVBoxLayout()
        self.latePlace.setSpacing(0)
        self.latePlace.setObjectName(u"latePlace")
        self.latePlace.setContentsMargins(0, 0, 0, 0)

        self.lateCol.addLayout(self.latePlace)


        self.shiftRow.addLayout(self.lateCol)

        self.nightCol = QVBoxLayout()
        self.nightCol.setSpacing(2)
        self.nightCol.setObjectName(u"nightCol")
        self.nightCol.setContentsMargins(0, 0, 0, 0)
        self.nightLabel = QLabel(WardProfile)
        self.nightLabel.setObjectName(u"nightLabel")
        self.nightLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.nightLabel.setWordWrap(True)

        self.nightCol.addWidget(self.nightLabel)

        self.nightEdit = QLineEdit(WardProfile)
        self.nightEdit.setObjectName(u"nightEdit")
        self.nightEdit.setMaxLength(5)

        self.nightCol.addWidget(self.nightEdit)

        self.nightPlace = QVBoxLayout()
        self.nightPlace.setSpacing(0)
        self.nightPlace.setObjectName(u"nightPlace")
        self.nightPlace.setContentsMargins(0, 0, 0, 0)

        self.nightCol.addLayout(self.nightPlace)


        self.shiftRow.addLayout(self.nightCol)

        self.huddleCol = QVBoxLayout()
        self.huddleCol.setSpacing(2)
        self.huddleCol.setObjectName(u"huddleCol")
        self.huddleCol.setContentsMargins(0, 0, 0, 0)
        self.huddleLabel = QLabel(WardProfile)
        self.huddleLabel.setObjectName(u"huddleLabel")
        self.huddleLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.huddleLabel.setWordWrap(True)

        self.huddleCol.addWidget(self.huddleLabel)

        self.huddleEdit = QLineEdit(WardProfile)
        self.huddleEdit.setObjectName(u"huddleEdit")
        self.huddleEdit.setMaxLength(5)

        self.huddleCol.addWidget(self.huddleEdit)

        self.huddlePlace = QVBoxLayout()
        self.huddlePlace.setSpacing(0)
        self.huddlePlace.setObjectName(u"huddlePlace")
        self.huddlePlace.setContentsMargins(0, 0, 0, 0)

        self.huddleCol.addLayout(self.huddlePlace)


        self.shiftRow.addLayout(self.huddleCol)


        self.rows.addLayout(self.shiftRow)

        self.problemRow = QVBoxLayout()
        self.problemRow.setSpacing(0)
        self.problemRow.setObjectName(u"problemRow")
        self.problemRow.setContentsMargins(0, 0, 0, 0)

        self.rows.addLayout(self.problemRow)

        self.buttonRow = QHBoxLayout()
        self.buttonRow.setSpacing(8)
        self.buttonRow.setObjectName(u"buttonRow")
        self.buttonRow.setContentsMargins(0, 0, 0, 0)
        self.saveButton = QPushButton(WardProfile)
        self.saveButton.setObjectName(u"saveButton")
        self.saveButton.setProperty(u"look", u"primary")

        self.buttonRow.addWidget(self.saveButton)

        self.resetButton = QPushButton(WardProfile)
        self.resetButton.setObjectName(u"resetButton")
        self.resetButton.setProperty(u"look", u"quiet")

        self.buttonRow.addWidget(self.resetButton)

        self.buttonSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttonRow.addItem(self.buttonSpace)


        self.rows.addLayout(self.buttonRow)

#if QT_CONFIG(shortcut)
        self.nameLabel.setBuddy(self.nameEdit)
        self.codeLabel.setBuddy(self.codeEdit)
        self.bedsLabel.setBuddy(self.bedsEdit)
        self.siteLabel.setBuddy(self.siteEdit)
        self.typeLabel.setBuddy(self.typeBox)
        self.securityLabel.setBuddy(self.securityBox)
        self.sexLabel.setBuddy(self.sexBox)
        self.agesLabel.setBuddy(self.agesBox)
        self.earlyLabel.setBuddy(self.earlyEdit)
        self.lateLabel.setBuddy(self.lateEdit)
        self.nightLabel.setBuddy(self.nightEdit)
        self.huddleLabel.setBuddy(self.huddleEdit)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.nameEdit, self.codeEdit)
        QWidget.setTabOrder(self.codeEdit, self.bedsEdit)
        QWidget.setTabOrder(self.bedsEdit, self.siteEdit)
        QWidget.setTabOrder(self.siteEdit, self.typeBox)
        QWidget.setTabOrder(self.typeBox, self.securityBox)
        QWidget.setTabOrder(self.securityBox, self.sexBox)
        QWidget.setTabOrder(self.sexBox, self.agesBox)
        QWidget.setTabOrder(self.agesBox, self.earlyEdit)
        QWidget.setTabOrder(self.earlyEdit, self.lateEdit)
        QWidget.setTabOrder(self.lateEdit, self.nightEdit)
        QWidget.setTabOrder(self.nightEdit, self.huddleEdit)
        QWidget.setTabOrder(self.huddleEdit, self.saveButton)
        QWidget.setTabOrder(self.saveButton, self.resetButton)

        self.retranslateUi(WardProfile)

        QMetaObject.connectSlotsByName(WardProfile)
    # setupUi

    def retranslateUi(self, WardProfile):
        self.headLabel.setText(QCoreApplication.translate("WardProfile", u"Profile", None))
        self.nameLabel.setText(QCoreApplication.translate("WardProfile", u"Ward name", None))
#if QT_CONFIG(accessibility)
        self.nameEdit.setAccessibleName(QCoreApplication.translate("WardProfile", u"Ward name", None))
#endif // QT_CONFIG(accessibility)
        self.codeLabel.setText(QCoreApplication.translate("WardProfile", u"Short code for file names", None))
#if QT_CONFIG(accessibility)
        self.codeEdit.setAccessibleName(QCoreApplication.translate("WardProfile", u"Short code for file names", None))
#endif // QT_CONFIG(accessibility)
        self.bedsLabel.setText(QCoreApplication.translate("WardProfile", u"Beds open", None))
#if QT_CONFIG(accessibility)
        self.bedsEdit.setAccessibleName(QCoreApplication.translate("WardProfile", u"Beds open", None))
#endif // QT_CONFIG(accessibility)
        self.siteLabel.setText(QCoreApplication.translate("WardProfile", u"Site", None))
#if QT_CONFIG(accessibility)
        self.siteEdit.setAccessibleName(QCoreApplication.translate("WardProfile", u"Site", None))
#endif // QT_CONFIG(accessibility)
        self.typeLabel.setText(QCoreApplication.translate("WardProfile", u"Kind of ward", None))
#if QT_CONFIG(accessibility)
        self.typeBox.setAccessibleName(QCoreApplication.translate("WardProfile", u"Kind of ward", None))
#endif // QT_CONFIG(accessibility)
        self.securityLabel.setText(QCoreApplication.translate("WardProfile", u"Level of security", None))
#if QT_CONFIG(accessibility)
        self.securityBox.setAccessibleName(QCoreApplication.translate("WardProfile", u"Level of security", None))
#endif // QT_CONFIG(accessibility)
        self.sexLabel.setText(QCoreApplication.translate("WardProfile", u"Who the ward is for", None))
#if QT_CONFIG(accessibility)
        self.sexBox.setAccessibleName(QCoreApplication.translate("WardProfile", u"Who the ward is for", None))
#endif // QT_CONFIG(accessibility)
        self.agesLabel.setText(QCoreApplication.translate("WardProfile", u"Ages", None))
#if QT_CONFIG(accessibility)
        self.agesBox.setAccessibleName(QCoreApplication.translate("WardProfile", u"Ages", None))
#endif // QT_CONFIG(accessibility)
        self.shiftsHead.setText(QCoreApplication.translate("WardProfile", u"When shifts and the huddle start", None))
        self.shiftsNote.setText(QCoreApplication.translate("WardProfile", u"Write times as 0700 or 07:00.", None))
        self.earlyLabel.setText(QCoreApplication.translate("WardProfile", u"Early", None))
#if QT_CONFIG(accessibility)
        self.earlyEdit.setAccessibleName(QCoreApplication.translate("WardProfile", u"Early", None))
#endif // QT_CONFIG(accessibility)
        self.lateLabel.setText(QCoreApplication.translate("WardProfile", u"Late", None))
#if QT_CONFIG(accessibility)
        self.lateEdit.setAccessibleName(QCoreApplication.translate("WardProfile", u"Late", None))
#endif // QT_CONFIG(accessibility)
        self.nightLabel.setText(QCoreApplication.translate("WardProfile", u"Night", None))
#if QT_CONFIG(accessibility)
        self.nightEdit.setAccessibleName(QCoreApplication.translate("WardProfile", u"Night", None))
#endif // QT_CONFIG(accessibility)
        self.huddleLabel.setText(QCoreApplication.translate("WardProfile", u"Huddle", None))
#if QT_CONFIG(accessibility)
        self.huddleEdit.setAccessibleName(QCoreApplication.translate("WardProfile", u"Huddle", None))
#endif // QT_CONFIG(accessibility)
        self.saveButton.setText(QCoreApplication.translate("WardProfile", u"Save the profile", None))
        self.resetButton.setText(QCoreApplication.translate("WardProfile", u"Show what is saved", None))
        pass
    # retranslateUi
