"""Compiled from ui/person_form.ui by build/forms.py; never edited."""

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

class Ui_PersonForm(object):
    def setupUi(self, PersonForm):
        if not PersonForm.objectName():
            PersonForm.setObjectName(u"PersonForm")
        self.rows = QVBoxLayout(PersonForm)
        self.rows.setSpacing(10)
        self.rows.setObjectName(u"rows")
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.backRow = QHBoxLayout()
        self.backRow.setSpacing(8)
        self.backRow.setObjectName(u"backRow")
        self.backRow.setContentsMargins(0, 0, 0, 0)
        self.backButton = QPushButton(PersonForm)
        self.backButton.setObjectName(u"backButton")
        self.backButton.setProperty(u"look", u"quiet")

        self.backRow.addWidget(self.backButton)

        self.backSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.backRow.addItem(self.backSpace)


        self.rows.addLayout(self.backRow)

        self.titleLabel = QLabel(PersonForm)
        self.titleLabel.setObjectName(u"titleLabel")
        self.titleLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.titleLabel.setWordWrap(True)
        self.titleLabel.setProperty(u"look", u"title")

        self.rows.addWidget(self.titleLabel)

        self.introLabel = QLabel(PersonForm)
        self.introLabel.setObjectName(u"introLabel")
        self.introLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.introLabel.setWordWrap(True)
        self.introLabel.setProperty(u"look", u"second")

        self.rows.addWidget(self.introLabel)

        self.nameCol = QVBoxLayout()
        self.nameCol.setSpacing(2)
        self.nameCol.setObjectName(u"nameCol")
        self.nameCol.setContentsMargins(0, 0, 0, 0)
        self.nameLabel = QLabel(PersonForm)
        self.nameLabel.setObjectName(u"nameLabel")
        self.nameLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.nameLabel.setWordWrap(True)

        self.nameCol.addWidget(self.nameLabel)

        self.nameEdit = QLineEdit(PersonForm)
        self.nameEdit.setObjectName(u"nameEdit")
        self.nameEdit.setMaxLength(80)

        self.nameCol.addWidget(self.nameEdit)

        self.namePlace = QVBoxLayout()
        self.namePlace.setSpacing(0)
        self.namePlace.setObjectName(u"namePlace")
        self.namePlace.setContentsMargins(0, 0, 0, 0)

        self.nameCol.addLayout(self.namePlace)


        self.rows.addLayout(self.nameCol)

        self.jobCol = QVBoxLayout()
        self.jobCol.setSpacing(2)
        self.jobCol.setObjectName(u"jobCol")
        self.jobCol.setContentsMargins(0, 0, 0, 0)
        self.jobLabel = QLabel(PersonForm)
        self.jobLabel.setObjectName(u"jobLabel")
        self.jobLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.jobLabel.setWordWrap(True)

        self.jobCol.addWidget(self.jobLabel)

        self.jobEdit = QLineEdit(PersonForm)
        self.jobEdit.setObjectName(u"jobEdit")
        self.jobEdit.setMaxLength(80)

        self.jobCol.addWidget(self.jobEdit)

        self.jobPlace = QVBoxLayout()
        self.jobPlace.setSpacing(0)
        self.jobPlace.setObjectName(u"jobPlace")
        self.jobPlace.setContentsMargins(0, 0, 0, 0)

        self.jobCol.addLayout(self.jobPlace)


        self.rows.addLayout(self.jobCol)

        self.roleCol = QVBoxLayout()
        self.roleCol.setSpacing(2)
        self.roleCol.setObjectName(u"roleCol")
        self.roleCol.setContentsMargins(0, 0, 0, 0)
        self.roleLabel = QLabel(PersonForm)
        self.roleLabel.setObjectName(u"roleLabel")
        self.roleLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.roleLabel.setWordWrap(True)

        self.roleCol.addWidget(self.roleLabel)

        self.roleBox = QComboBox(PersonForm)
        self.roleBox.setObjectName(u"roleBox")
        self.roleBox.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.roleBox.setMinimumContentsLength(8)

        self.roleCol.addWidget(self.roleBox)

        self.roleNote = QLabel(PersonForm)
        self.roleNote.setObjectName(u"roleNote")
        self.roleNote.setText(u"")
        self.roleNote.setTextFormat(Qt.TextFormat.PlainText)
        self.roleNote.setWordWrap(True)
        self.roleNote.setProperty(u"look", u"small")

        self.roleCol.addWidget(self.roleNote)


        self.rows.addLayout(self.roleCol)

        self.passCol = QVBoxLayout()
        self.passCol.setSpacing(2)
        self.passCol.setObjectName(u"passCol")
        self.passCol.setContentsMargins(0, 0, 0, 0)
        self.passLabel = QLabel(PersonForm)
        self.passLabel.setObjectName(u"passLabel")
        self.passLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.passLabel.setWordWrap(True)

        self.passCol.addWidget(self.passLabel)

        self.passEdit = QLineEdit(PersonForm)
        self.passEdit.setObjectName(u"passEdit")
        self.passEdit.setEchoMode(QLineEdit.EchoMode.Password)

        self.passCol.addWidget(self.passEdit)

        self.passPlace = QVBoxLayout()
        self.passPlace.setSpacing(0)
        self.passPlace.setObjectName(u"passPlace")
        self.passPlace.setContentsMargins(0, 0, 0, 0)

        self.passCol.addLayout(self.passPlace)

        self.rulesPlace = QVBoxLayout()
        self.rulesPlace.setSpacing(0)
        self.rulesPlace.setObjectName(u"rulesPlace")
        self.rulesPlace.setContentsMargins(0, 0, 0, 0)

        self.passCol.addLayout(self.rulesPlace)


        self.rows.addLayout(self.passCol)

        self.againCol = QVBoxLayout()
        self.againCol.setSpacing(2)
        self.againCol.setObjectName(u"againCol")
        self.againCol.setContentsMargins(0, 0, 0, 0)
        self.againLabel = QLabel(PersonForm)
        self.againLabel.setObjectName(u"againLabel")
        self.againLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.againLabel.setWordWrap(True)

        self.againCol.addWidget(self.againLabel)

        self.againEdit = QLineEdit(PersonForm)
        self.againEdit.setObjectName(u"againEdit")
        self.againEdit.setEchoMode(QLineEdit.EchoMode.Password)

        self.againCol.addWidget(self.againEdit)

        self.againPlace = QVBoxLayout()
        self.againPlace.setSpacing(0)
        self.againPlace.setObjectName(u"againPlace")
        self.againPlace.setContentsMargins(0, 0, 0, 0)

        self.againCol.addLayout(self.againPlace)


        self.rows.addLayout(self.againCol)

        self.pinCol = QVBoxLayout()
        self.pinCol.setSpacing(2)
        self.pinCol.setObjectName(u"pinCol")
        self.pinCol.setContentsMargins(0, 0, 0, 0)
        self.pinLabel = QLabel(PersonForm)
        self.pinLabel.setObjectName(u"pinLabel")
        self.pinLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.pinLabel.setWordWrap(True)

        self.pinCol.addWidget(self.pinLabel)

        self.pinEdit = QLineEdit(PersonForm)
        self.pinEdit.setObjectName(u"pinEdit")
        self.pinEdit.setEchoMode(QLineEdit.EchoMode.Password)
        self.pinEdit.setMaxLength(32)

        self.pinCol.addWidget(self.pinEdit)

        self.pinPlace = QVBoxLayout()
        self.pinPlace.setSpacing(0)
        self.pinPlace.setObjectName(u"pinPlace")
        self.pinPlace.setContentsMargins(0, 0, 0, 0)

        self.pinCol.addLayout(self.pinPlace)


        self.rows.addLayout(self.pinCol)

        self.problemRow = QVBoxLayout()
        self.problemRow.setSpacing(0)
        self.problemRow.setObjectName(u"problemRow")
        self.problemRow.setContentsMargins(0, 0, 0, 0)

        self.rows.addLayout(self.problemRow)

        self.buttonRow = QHBoxLayout()
        self.buttonRow.setSpacing(8)
        self.buttonRow.setObjectName(u"buttonRow")
        self.buttonRow.setContentsMargins(0, 0, 0, 0)
        self.addButton = QPushButton(PersonForm)
        self.addButton.setObjectName(u"addButton")
        self.addButton.setProperty(u"look", u"primary")

        self.buttonRow.addWidget(self.addButton)

        self.showButton = QPushButton(PersonForm)
        self.showButton.setObjectName(u"showButton")
        self.showButton.setCheckable(True)

        self.buttonRow.addWidget(self.showButton)

        self.buttonSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttonRow.addItem(self.buttonSpace)


        self.rows.addLayout(self.buttonRow)

#if QT_CONFIG(shortcut)
        self.nameLabel.setBuddy(self.nameEdit)
        self.jobLabel.setBuddy(self.jobEdit)
        self.roleLabel.setBuddy(self.roleBox)
        self.passLabel.setBuddy(self.passEdit)
        self.againLabel.setBuddy(self.againEdit)
        self.pinLabel.setBuddy(self.pinEdit)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.backButton, self.nameEdit)
        QWidget.setTabOrder(self.nameEdit, self.jobEdit)
        QWidget.setTabOrder(self.jobEdit, self.roleBox)
        QWidget.setTabOrder(self.roleBox, self.passEdit)
        QWidget.setTabOrder(self.passEdit, self.againEdit)
        QWidget.setTabOrder(self.againEdit, self.pinEdit)
        QWidget.setTabOrder(self.pinEdit, self.addButton)
        QWidget.setTabOrder(self.addButton, self.showButton)

        self.retranslateUi(PersonForm)

        QMetaObject.connectSlotsByName(PersonForm)
    # setupUi

    def retranslateUi(self, PersonForm):
        self.backButton.setText(QCoreApplication.translate("PersonForm", u"People", None))
        self.titleLabel.setText(QCoreApplication.translate("PersonForm", u"Add a person", None))
        self.introLabel.setText(QCoreApplication.translate("PersonForm", u"Let the person type their own passphrase, so that nobody else knows it. They can change it later under My sign-in.", None))
        self.nameLabel.setText(QCoreApplication.translate("PersonForm", u"Name", None))
#if QT_CONFIG(accessibility)
        self.nameEdit.setAccessibleName(QCoreApplication.translate("PersonForm", u"Name", None))
#endif // QT_CONFIG(accessibility)
        self.jobLabel.setText(QCoreApplication.translate("PersonForm", u"Job title (if you like)", None))
#if QT_CONFIG(accessibility)
        self.jobEdit.setAccessibleName(QCoreApplication.translate("PersonForm", u"Job title (if you like)", None))
#endif // QT_CONFIG(accessibility)
        self.roleLabel.setText(QCoreApplication.translate("PersonForm", u"Role", None))
#if QT_CONFIG(accessibility)
        self.roleBox.setAccessibleName(QCoreApplication.translate("PersonForm", u"Role", None))
#endif // QT_CONFIG(accessibility)
        self.passLabel.setText(QCoreApplication.translate("PersonForm", u"Passphrase", None))
#if QT_CONFIG(accessibility)
        self.passEdit.setAccessibleName(QCoreApplication.translate("PersonForm", u"Passphrase", None))
#endif // QT_CONFIG(accessibility)
        self.againLabel.setText(QCoreApplication.translate("PersonForm", u"Passphrase again", None))
#if QT_CONFIG(accessibility)
        self.againEdit.setAccessibleName(QCoreApplication.translate("PersonForm", u"Passphrase again", None))
#endif // QT_CONFIG(accessibility)
        self.pinLabel.setText(QCoreApplication.translate("PersonForm", u"PIN for changing over quickly (if they like, 6 digits or more)", None))
#if QT_CONFIG(accessibility)
        self.pinEdit.setAccessibleName(QCoreApplication.translate("PersonForm", u"PIN for changing over quickly (if they like, 6 digits or more)", None))
#endif // QT_CONFIG(accessibility)
        self.addButton.setText(QCoreApplication.translate("PersonForm", u"Add this person", None))
        self.showButton.setText(QCoreApplication.translate("PersonForm", u"Show", None))
#if QT_CONFIG(accessibility)
        self.showButton.setAccessibleName(QCoreApplication.translate("PersonForm", u"Show the passphrases", None))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi
