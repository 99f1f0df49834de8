"""Compiled from ui/patient_form.ui by build/forms.py; never edited."""

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QLabel,
    QLineEdit, QPushButton, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)

class Ui_PatientForm(object):
    def setupUi(self, PatientForm):
        if not PatientForm.objectName():
            PatientForm.setObjectName(u"PatientForm")
        self.rows = QVBoxLayout(PatientForm)
        self.rows.setSpacing(4)
        self.rows.setObjectName(u"rows")
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.headLabel = QLabel(PatientForm)
        self.headLabel.setObjectName(u"headLabel")
        self.headLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.headLabel.setWordWrap(True)
        self.headLabel.setProperty(u"look", u"heading")

        self.rows.addWidget(self.headLabel)

        self.problemPlace = QVBoxLayout()
        self.problemPlace.setSpacing(0)
        self.problemPlace.setObjectName(u"problemPlace")
        self.problemPlace.setContentsMargins(0, 0, 0, 0)

        self.rows.addLayout(self.problemPlace)

        self.nameLabel = QLabel(PatientForm)
        self.nameLabel.setObjectName(u"nameLabel")
        self.nameLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.nameLabel.setWordWrap(True)

        self.rows.addWidget(self.nameLabel)

        self.nameEdit = QLineEdit(PatientForm)
        self.nameEdit.setObjectName(u"nameEdit")

        self.rows.addWidget(self.nameEdit)

        self.namePlace = QVBoxLayout()
        self.namePlace.setSpacing(0)
        self.namePlace.setObjectName(u"namePlace")
        self.namePlace.setContentsMargins(0, 0, 0, 0)

        self.rows.addLayout(self.namePlace)

        self.initialsLabel = QLabel(PatientForm)
        self.initialsLabel.setObjectName(u"initialsLabel")
        self.initialsLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.initialsLabel.setWordWrap(True)

        self.rows.addWidget(self.initialsLabel)

        self.initialsEdit = QLineEdit(PatientForm)
        self.initialsEdit.setObjectName(u"initialsEdit")

        self.rows.addWidget(self.initialsEdit)

        self.initialsPlace = QVBoxLayout()
        self.initialsPlace.setSpacing(0)
        self.initialsPlace.setObjectName(u"initialsPlace")
        self.initialsPlace.setContentsMargins(0, 0, 0, 0)

        self.rows.addLayout(self.initialsPlace)

        self.bedLabel = QLabel(PatientForm)
        self.bedLabel.setObjectName(u"bedLabel")
        self.bedLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.bedLabel.setWordWrap(True)

        self.rows.addWidget(self.bedLabel)

        self.bedEdit = QLineEdit(PatientForm)
        self.bedEdit.setObjectName(u"bedEdit")

        self.rows.addWidget(self.bedEdit)

        self.bornLabel = QLabel(PatientForm)
        self.bornLabel.setObjectName(u"bornLabel")
        self.bornLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.bornLabel.setWordWrap(True)

        self.rows.addWidget(self.bornLabel)

        self.bornEdit = QLineEdit(PatientForm)
        self.bornEdit.setObjectName(u"bornEdit")

        self.rows.addWidget(self.bornEdit)

        self.bornHint = QLabel(PatientForm)
        self.bornHint.setObjectName(u"bornHint")
        self.bornHint.setText(u"")
        self.bornHint.setTextFormat(Qt.TextFormat.PlainText)
        self.bornHint.setWordWrap(True)
        self.bornHint.setProperty(u"look", u"small")

        self.rows.addWidget(self.bornHint)

        self.bornPlace = QVBoxLayout()
        self.bornPlace.setSpacing(0)
        self.bornPlace.setObjectName(u"bornPlace")
        self.bornPlace.setContentsMargins(0, 0, 0, 0)

        self.rows.addLayout(self.bornPlace)

        self.nhsLabel = QLabel(PatientForm)
        self.nhsLabel.setObjectName(u"nhsLabel")
        self.nhsLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.nhsLabel.setWordWrap(True)

        self.rows.addWidget(self.nhsLabel)

        self.nhsEdit = QLineEdit(PatientForm)
        self.nhsEdit.setObjectName(u"nhsEdit")

        self.rows.addWidget(self.nhsEdit)

        self.nhsHint = QLabel(PatientForm)
        self.nhsHint.setObjectName(u"nhsHint")
        self.nhsHint.setText(u"")
        self.nhsHint.setTextFormat(Qt.TextFormat.PlainText)
        self.nhsHint.setWordWrap(True)
        self.nhsHint.setProperty(u"look", u"small")

        self.rows.addWidget(self.nhsHint)

        self.nhsPlace = QVBoxLayout()
        self.nhsPlace.setSpacing(0)
        self.nhsPlace.setObjectName(u"nhsPlace")
        self.nhsPlace.setContentsMargins(0, 0, 0, 0)

        self.rows.addLayout(self.nhsPlace)

        self.localLabel = QLabel(PatientForm)
        self.localLabel.setObjectName(u"localLabel")
        self.localLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.localLabel.setWordWrap(True)

        self.rows.addWidget(self.localLabel)

        self.localEdit = QLineEdit(PatientForm)
        self.localEdit.setObjectName(u"localEdit")

        self.rows.addWidget(self.localEdit)

        self.cameLabel = QLabel(PatientForm)
        self.cameLabel.setObjectName(u"cameLabel")
        self.cameLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.cameLabel.setWordWrap(True)

        self.rows.addWidget(self.cameLabel)

        self.cameEdit = QLineEdit(PatientForm)
        self.cameEdit.setObjectName(u"cameEdit")

        self.rows.addWidget(self.cameEdit)

        self.cameHint = QLabel(PatientForm)
        self.cameHint.setObjectName(u"cameHint")
        self.cameHint.setText(u"")
        self.cameHint.setTextFormat(Qt.TextFormat.PlainText)
        self.cameHint.setWordWrap(True)
        self.cameHint.setProperty(u"look", u"small")

        self.rows.addWidget(self.cameHint)

        self.camePlace = QVBoxLayout()
        self.camePlace.setSpacing(0)
        self.camePlace.setObjectName(u"camePlace")
        self.camePlace.setContentsMargins(0, 0, 0, 0)

        self.rows.addLayout(self.camePlace)

        self.alikeFrame = QFrame(PatientForm)
        self.alikeFrame.setObjectName(u"alikeFrame")
        self.alikeFrame.setProperty(u"look", u"caution-box")
        self.alikeRows = QVBoxLayout(self.alikeFrame)
        self.alikeRows.setSpacing(8)
        self.alikeRows.setObjectName(u"alikeRows")
        self.alikeRows.setContentsMargins(12, 8, 12, 8)
        self.alikeLabel = QLabel(self.alikeFrame)
        self.alikeLabel.setObjectName(u"alikeLabel")
        self.alikeLabel.setText(u"")
        self.alikeLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.alikeLabel.setWordWrap(True)

        self.alikeRows.addWidget(self.alikeLabel)


        self.rows.addWidget(self.alikeFrame)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setContentsMargins(0, 0, 0, 0)
        self.saveButton = QPushButton(PatientForm)
        self.saveButton.setObjectName(u"saveButton")
        self.saveButton.setProperty(u"look", u"primary")

        self.buttons.addWidget(self.saveButton)

        self.leaveButton = QPushButton(PatientForm)
        self.leaveButton.setObjectName(u"leaveButton")

        self.buttons.addWidget(self.leaveButton)


        self.rows.addLayout(self.buttons)

        self.movesPlace = QVBoxLayout()
        self.movesPlace.setSpacing(0)
        self.movesPlace.setObjectName(u"movesPlace")
        self.movesPlace.setContentsMargins(0, 0, 0, 0)

        self.rows.addLayout(self.movesPlace)

        self.spacer3 = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.rows.addItem(self.spacer3)

#if QT_CONFIG(shortcut)
        self.nameLabel.setBuddy(self.nameEdit)
        self.initialsLabel.setBuddy(self.initialsEdit)
        self.bedLabel.setBuddy(self.bedEdit)
        self.bornLabel.setBuddy(self.bornEdit)
        self.nhsLabel.setBuddy(self.nhsEdit)
        self.localLabel.setBuddy(self.localEdit)
        self.cameLabel.setBuddy(self.cameEdit)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.nameEdit, self.initialsEdit)
        QWidget.setTabOrder(self.initialsEdit, self.bedEdit)
        QWidget.setTabOrder(self.bedEdit, self.bornEdit)
        QWidget.setTabOrder(self.bornEdit, self.nhsEdit)
        QWidget.setTabOrder(self.nhsEdit, self.localEdit)
        QWidget.setTabOrder(self.localEdit, self.cameEdit)
        QWidget.setTabOrder(self.cameEdit, self.saveButton)
        QWidget.setTabOrder(self.saveButton, self.leaveButton)

        self.retranslateUi(PatientForm)

        QMetaObject.connectSlotsByName(PatientForm)
    # setupUi

    def retranslateUi(self, PatientForm):
        self.headLabel.setText(QCoreApplication.translate("PatientForm", u"Add a patient", None))
        self.nameLabel.setText(QCoreApplication.translate("PatientForm", u"Name", None))
#if QT_CONFIG(accessibility)
        self.nameEdit.setAccessibleName(QCoreApplication.translate("PatientForm", u"Name", None))
#endif // QT_CONFIG(accessibility)
        self.initialsLabel.setText(QCoreApplication.translate("PatientForm", u"Initials", None))
#if QT_CONFIG(accessibility)
        self.initialsEdit.setAccessibleName(QCoreApplication.translate("PatientForm", u"Initials", None))
#endif // QT_CONFIG(accessibility)
        self.bedLabel.setText(QCoreApplication.translate("PatientForm", u"Bed", None))
#if QT_CONFIG(accessibility)
        self.bedEdit.setAccessibleName(QCoreApplication.translate("PatientForm", u"Bed", None))
#endif // QT_CONFIG(accessibility)
        self.bornLabel.setText(QCoreApplication.translate("PatientForm", u"Date of birth", None))
#if QT_CONFIG(accessibility)
        self.bornEdit.setAccessibleName(QCoreApplication.translate("PatientForm", u"Date of birth", None))
#endif // QT_CONFIG(accessibility)
        self.nhsLabel.setText(QCoreApplication.translate("PatientForm", u"NHS number", None))
#if QT_CONFIG(accessibility)
        self.nhsEdit.setAccessibleName(QCoreApplication.translate("PatientForm", u"NHS number", None))
#endif // QT_CONFIG(accessibility)
        self.localLabel.setText(QCoreApplication.translate("PatientForm", u"Local record number", None))
#if QT_CONFIG(accessibility)
        self.localEdit.setAccessibleName(QCoreApplication.translate("PatientForm", u"Local record number", None))
#endif // QT_CONFIG(accessibility)
        self.cameLabel.setText(QCoreApplication.translate("PatientForm", u"Came to the ward on", None))
#if QT_CONFIG(accessibility)
        self.cameEdit.setAccessibleName(QCoreApplication.translate("PatientForm", u"Came to the ward on", None))
#endif // QT_CONFIG(accessibility)
        self.saveButton.setText(QCoreApplication.translate("PatientForm", u"Save  (Ctrl+Enter)", None))
#if QT_CONFIG(accessibility)
        self.saveButton.setAccessibleName(QCoreApplication.translate("PatientForm", u"Save", None))
#endif // QT_CONFIG(accessibility)
        self.leaveButton.setText(QCoreApplication.translate("PatientForm", u"Leave it as it was", None))
        pass
    # retranslateUi
