"""Compiled from ui/set_up.ui by build/forms.py; never edited."""

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QComboBox, QHBoxLayout, QLabel,
    QLineEdit, QListWidget, QListWidgetItem, QPushButton,
    QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)

class Ui_SetUp(object):
    def setupUi(self, SetUp):
        if not SetUp.objectName():
            SetUp.setObjectName(u"SetUp")
        self.rows = QVBoxLayout(SetUp)
        self.rows.setSpacing(12)
        self.rows.setObjectName(u"rows")
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.titleLabel = QLabel(SetUp)
        self.titleLabel.setObjectName(u"titleLabel")
        self.titleLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.titleLabel.setWordWrap(True)
        self.titleLabel.setProperty(u"look", u"title")

        self.rows.addWidget(self.titleLabel)

        self.stepLabel = QLabel(SetUp)
        self.stepLabel.setObjectName(u"stepLabel")
        self.stepLabel.setText(u"")
        self.stepLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.stepLabel.setWordWrap(True)
        self.stepLabel.setProperty(u"look", u"second")

        self.rows.addWidget(self.stepLabel)

        self.pages = QWidget(SetUp)
        self.pages.setObjectName(u"pages")
        self.pageRows = QVBoxLayout(self.pages)
        self.pageRows.setSpacing(0)
        self.pageRows.setObjectName(u"pageRows")
        self.pageRows.setContentsMargins(0, 0, 0, 0)
        self.displayPage = QWidget(self.pages)
        self.displayPage.setObjectName(u"displayPage")
        self.displayPageRows = QVBoxLayout(self.displayPage)
        self.displayPageRows.setSpacing(6)
        self.displayPageRows.setObjectName(u"displayPageRows")
        self.displayPageRows.setContentsMargins(0, 0, 0, 0)
        self.displayHead = QLabel(self.displayPage)
        self.displayHead.setObjectName(u"displayHead")
        self.displayHead.setTextFormat(Qt.TextFormat.PlainText)
        self.displayHead.setWordWrap(True)
        self.displayHead.setProperty(u"look", u"heading")

        self.displayPageRows.addWidget(self.displayHead)

        self.displayIntro = QLabel(self.displayPage)
        self.displayIntro.setObjectName(u"displayIntro")
        self.displayIntro.setTextFormat(Qt.TextFormat.PlainText)
        self.displayIntro.setWordWrap(True)
        self.displayIntro.setProperty(u"look", u"second")

        self.displayPageRows.addWidget(self.displayIntro)

        self.languageLabel = QLabel(self.displayPage)
        self.languageLabel.setObjectName(u"languageLabel")
        self.languageLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.languageLabel.setWordWrap(True)

        self.displayPageRows.addWidget(self.languageLabel)

        self.languageBox = QComboBox(self.displayPage)
        self.languageBox.setObjectName(u"languageBox")

        self.displayPageRows.addWidget(self.languageBox)

        self.sizeLabel = QLabel(self.displayPage)
        self.sizeLabel.setObjectName(u"sizeLabel")
        self.sizeLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.sizeLabel.setWordWrap(True)

        self.displayPageRows.addWidget(self.sizeLabel)

        self.sizeBox = QComboBox(self.displayPage)
        self.sizeBox.setObjectName(u"sizeBox")

        self.displayPageRows.addWidget(self.sizeBox)

        self.themeLabel = QLabel(self.displayPage)
        self.themeLabel.setObjectName(u"themeLabel")
        self.themeLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.themeLabel.setWordWrap(True)

        self.displayPageRows.addWidget(self.themeLabel)

        self.themeBox = QComboBox(self.displayPage)
        self.themeBox.setObjectName(u"themeBox")

        self.displayPageRows.addWidget(self.themeBox)

        self.sampleLabel = QLabel(self.displayPage)
        self.sampleLabel.setObjectName(u"sampleLabel")
        self.sampleLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.sampleLabel.setWordWrap(True)
        self.sampleLabel.setProperty(u"look", u"subheading")

        self.displayPageRows.addWidget(self.sampleLabel)


        self.pageRows.addWidget(self.displayPage)

        self.wardPage = QWidget(self.pages)
        self.wardPage.setObjectName(u"wardPage")
        self.wardPageRows = QVBoxLayout(self.wardPage)
        self.wardPageRows.setSpacing(6)
        self.wardPageRows.setObjectName(u"wardPageRows")
        self.wardPageRows.setContentsMargins(0, 0, 0, 0)
        self.wardHead = QLabel(self.wardPage)
        self.wardHead.setObjectName(u"wardHead")
        self.wardHead.setTextFormat(Qt.TextFormat.PlainText)
        self.wardHead.setWordWrap(True)
        self.wardHead.setProperty(u"look", u"heading")

        self.wardPageRows.addWidget(self.wardHead)

        self.wardLabel = QLabel(self.wardPage)
        self.wardLabel.setObjectName(u"wardLabel")
        self.wardLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.wardLabel.setWordWrap(True)

        self.wardPageRows.addWidget(self.wardLabel)

        self.wardEdit = QLineEdit(self.wardPage)
        self.wardEdit.setObjectName(u"wardEdit")
        self.wardEdit.setMaxLength(120)

        self.wardPageRows.addWidget(self.wardEdit)

        self.wardProblem = QVBoxLayout()
        self.wardProblem.setSpacing(0)
        self.wardProblem.setObjectName(u"wardProblem")

        self.wardPageRows.addLayout(self.wardProblem)

        self.trustLabel = QLabel(self.wardPage)
        self.trustLabel.setObjectName(u"trustLabel")
        self.trustLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.trustLabel.setWordWrap(True)

        self.wardPageRows.addWidget(self.trustLabel)

        self.trustEdit = QLineEdit(self.wardPage)
        self.trustEdit.setObjectName(u"trustEdit")
        self.trustEdit.setMaxLength(120)

        self.wardPageRows.addWidget(self.trustEdit)

        self.trustProblem = QVBoxLayout()
        self.trustProblem.setSpacing(0)
        self.trustProblem.setObjectName(u"trustProblem")

        self.wardPageRows.addLayout(self.trustProblem)

        self.huddleLabel = QLabel(self.wardPage)
        self.huddleLabel.setObjectName(u"huddleLabel")
        self.huddleLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.huddleLabel.setWordWrap(True)

        self.wardPageRows.addWidget(self.huddleLabel)

        self.huddleEdit = QLineEdit(self.wardPage)
        self.huddleEdit.setObjectName(u"huddleEdit")
        self.huddleEdit.setMaxLength(5)

        self.wardPageRows.addWidget(self.huddleEdit)

        self.huddleProblem = QVBoxLayout()
        self.huddleProblem.setSpacing(0)
        self.huddleProblem.setObjectName(u"huddleProblem")

        self.wardPageRows.addLayout(self.huddleProblem)


        self.pageRows.addWidget(self.wardPage)

        self.youPage = QWidget(self.pages)
        self.youPage.setObjectName(u"youPage")
        self.youPageRows = QVBoxLayout(self.youPage)
        self.youPageRows.setSpacing(6)
        self.youPageRows.setObjectName(u"youPageRows")
        self.youPageRows.setContentsMargins(0, 0, 0, 0)
        self.youHead = QLabel(self.youPage)
        self.youHead.setObjectName(u"youHead")
        self.youHead.setTextFormat(Qt.TextFormat.PlainText)
        self.youHead.setWordWrap(True)
        self.youHead.setProperty(u"look", u"heading")

        self.youPageRows.addWidget(self.youHead)

        self.youIntro = QLabel(self.youPage)
        self.youIntro.setObjectName(u"youIntro")
        self.youIntro.setTextFormat(Qt.TextFormat.PlainText)
        self.youIntro.setWordWrap(True)
        self.youIntro.setProperty(u"look", u"second")

        self.youPageRows.addWidget(self.youIntro)

        self.nameLabel = QLabel(self.youPage)
        self.nameLabel.setObjectName(u"nameLabel")
        self.nameLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.nameLabel.setWordWrap(True)

        self.youPageRows.addWidget(self.nameLabel)

        self.nameEdit = QLineEdit(self.youPage)
        self.nameEdit.setObjectName(u"nameEdit")
        self.nameEdit.setMaxLength(120)

        self.youPageRows.addWidget(self.nameEdit)

        self.nameProblem = QVBoxLayout()
        self.nameProblem.setSpacing(0)
        self.nameProblem.setObjectName(u"nameProblem")

        self.youPageRows.addLayout(self.nameProblem)

        self.jobLabel = QLabel(self.youPage)
        self.jobLabel.setObjectName(u"jobLabel")
        self.jobLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.jobLabel.setWordWrap(True)

        self.youPageRows.addWidget(self.jobLabel)

        self.jobEdit = QLineEdit(self.youPage)
        self.jobEdit.setObjectName(u"jobEdit")
        self.jobEdit.setMaxLength(120)

        self.youPageRows.addWidget(self.jobEdit)

        self.passLabel = QLabel(self.youPage)
        self.passLabel.setObjectName(u"passLabel")
        self.passLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.passLabel.setWordWrap(True)

        self.youPageRows.addWidget(self.passLabel)

        self.passRow = QHBoxLayout()
        self.passRow.setSpacing(8)
        self.passRow.setObjectName(u"passRow")
        self.passEdit = QLineEdit(self.youPage)
        self.passEdit.setObjectName(u"passEdit")
        self.passEdit.setEchoMode(QLineEdit.EchoMode.Password)

        self.passRow.addWidget(self.passEdit)

        self.passShow = QPushButton(self.youPage)
        self.passShow.setObjectName(u"passShow")
        self.passShow.setCheckable(True)

        self.passRow.addWidget(self.passShow)


        self.youPageRows.addLayout(self.passRow)

        self.passProblem = QVBoxLayout()
        self.passProblem.setSpacing(0)
        self.passProblem.setObjectName(u"passProblem")

        self.youPageRows.addLayout(self.passProblem)

        self.againLabel = QLabel(self.youPage)
        self.againLabel.setObjectName(u"againLabel")
        self.againLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.againLabel.setWordWrap(True)

        self.youPageRows.addWidget(self.againLabel)

        self.againEdit = QLineEdit(self.youPage)
        self.againEdit.setObjectName(u"againEdit")
        self.againEdit.setEchoMode(QLineEdit.EchoMode.Password)

        self.youPageRows.addWidget(self.againEdit)

        self.againProblem = QVBoxLayout()
        self.againProblem.setSpacing(0)
        self.againProblem.setObjectName(u"againProblem")

        self.youPageRows.addLayout(self.againProblem)

        self.pinLabel = QLabel(self.youPage)
        self.pinLabel.setObjectName(u"pinLabel")
        self.pinLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.pinLabel.setWordWrap(True)

        self.youPageRows.addWidget(self.pinLabel)

        self.pinEdit = QLineEdit(self.youPage)
        self.pinEdit.setObjectName(u"pinEdit")
        self.pinEdit.setEchoMode(QLineEdit.EchoMode.Password)
        self.pinEdit.setMaxLength(32)

        self.youPageRows.addWidget(self.pinEdit)

        self.pinProblem = QVBoxLayout()
        self.pinProblem.setSpacing(0)
        self.pinProblem.setObjectName(u"pinProblem")

        self.youPageRows.addLayout(self.pinProblem)

        self.passNote = QLabel(self.youPage)
        self.passNote.setObjectName(u"passNote")
        self.passNote.setTextFormat(Qt.TextFormat.PlainText)
        self.passNote.setWordWrap(True)
        self.passNote.setProperty(u"look", u"small")

        self.youPageRows.addWidget(self.passNote)


        self.pageRows.addWidget(self.youPage)

        self.peoplePage = QWidget(self.pages)
        self.peoplePage.setObjectName(u"peoplePage")
        self.peoplePageRows = QVBoxLayout(self.peoplePage)
        self.peoplePageRows.setSpacing(6)
        self.peoplePageRows.setObjectName(u"peoplePageRows")
        self.peoplePageRows.setContentsMargins(0, 0, 0, 0)
        self.peopleHead = QLabel(self.peoplePage)
        self.peopleHead.setObjectName(u"peopleHead")
        self.peopleHead.setTextFormat(Qt.TextFormat.PlainText)
        self.peopleHead.setWordWrap(True)
        self.peopleHead.setProperty(u"look", u"heading")

        self.peoplePageRows.addWidget(self.peopleHead)

        self.peopleIntro = QLabel(self.peoplePage)
        self.peopleIntro.setObjectName(u"peopleIntro")
        self.peopleIntro.setTextFormat(Qt.TextFormat.PlainText)
        self.peopleIntro.setWordWrap(True)
        self.peopleIntro.setProperty(u"look", u"second")

        self.peoplePageRows.addWidget(self.peopleIntro)

        self.peopleList = QListWidget(self.peoplePage)
        self.peopleList.setObjectName(u"peopleList")

        self.peoplePageRows.addWidget(self.peopleList)

        self.memberNameLabel = QLabel(self.peoplePage)
        self.memberNameLabel.setObjectName(u"memberNameLabel")
        self.memberNameLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.memberNameLabel.setWordWrap(True)

        self.peoplePageRows.addWidget(self.memberNameLabel)

        self.memberNameEdit = QLineEdit(self.peoplePage)
        self.memberNameEdit.setObjectName(u"memberNameEdit")
        self.memberNameEdit.setMaxLength(120)

        self.peoplePageRows.addWidget(self.memberNameEdit)

        self.memberNameProblem = QVBoxLayout()
        self.memberNameProblem.setSpacing(0)
        self.memberNameProblem.setObjectName(u"memberNameProblem")

        self.peoplePageRows.addLayout(self.memberNameProblem)

        self.roleLabel = QLabel(self.peoplePage)
        self.roleLabel.setObjectName(u"roleLabel")
        self.roleLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.roleLabel.setWordWrap(True)

        self.peoplePageRows.addWidget(self.roleLabel)

        self.roleBox = QComboBox(self.peoplePage)
        self.roleBox.setObjectName(u"roleBox")

        self.peoplePageRows.addWidget(self.roleBox)

        self.memberPassLabel = QLabel(self.peoplePage)
        self.memberPassLabel.setObjectName(u"memberPassLabel")
        self.memberPassLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.memberPassLabel.setWordWrap(True)

        self.peoplePageRows.addWidget(self.memberPassLabel)

        self.memberPassRow = QHBoxLayout()
        self.memberPassRow.setSpacing(8)
        self.memberPassRow.setObjectName(u"memberPassRow")
        self.memberPassEdit = QLineEdit(self.peoplePage)
        self.memberPassEdit.setObjectName(u"memberPassEdit")
        self.memberPassEdit.setEchoMode(QLineEdit.EchoMode.Password)

        self.memberPassRow.addWidget(self.memberPassEdit)

        self.memberPassShow = QPushButton(self.peoplePage)
        self.memberPassShow.setObjectName(u"memberPassShow")
        self.memberPassShow.setCheckable(True)

        self.memberPassRow.addWidget(self.memberPassShow)


        self.peoplePageRows.addLayout(self.memberPassRow)

        self.memberPassProblem = QVBoxLayout()
        self.memberPassProblem.setSpacing(0)
        self.memberPassProblem.setObjectName(u"memberPassProblem")

        self.peoplePageRows.addLayout(self.memberPassProblem)

        self.memberPinLabel = QLabel(self.peoplePage)
        self.memberPinLabel.setObjectName(u"memberPinLabel")
        self.memberPinLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.memberPinLabel.setWordWrap(True)

        self.peoplePageRows.addWidget(self.memberPinLabel)

        self.memberPinEdit = QLineEdit(self.peoplePage)
        self.memberPinEdit.setObjectName(u"memberPinEdit")
        self.memberPinEdit.setEchoMode(QLineEdit.EchoMode.Password)
        self.memberPinEdit.setMaxLength(32)

        self.peoplePageRows.addWidget(self.memberPinEdit)

        self.memberPinProblem = QVBoxLayout()
        self.memberPinProblem.setSpacing(0)
        self.memberPinProblem.setObjectName(u"memberPinProblem")

        self.peoplePageRows.addLayout(self.memberPinProblem)

        self.addRow = QHBoxLayout()
        self.addRow.setObjectName(u"addRow")
        self.addButton = QPushButton(self.peoplePage)
        self.addButton.setObjectName(u"addButton")

        self.addRow.addWidget(self.addButton)

        self.addSpacer = QSpacerItem(1, 1, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.addRow.addItem(self.addSpacer)


        self.peoplePageRows.addLayout(self.addRow)


        self.pageRows.addWidget(self.peoplePage)

        self.readyPage = QWidget(self.pages)
        self.readyPage.setObjectName(u"readyPage")
        self.readyPageRows = QVBoxLayout(self.readyPage)
        self.readyPageRows.setSpacing(6)
        self.readyPageRows.setObjectName(u"readyPageRows")
        self.readyPageRows.setContentsMargins(0, 0, 0, 0)
        self.readyHead = QLabel(self.readyPage)
        self.readyHead.setObjectName(u"readyHead")
        self.readyHead.setTextFormat(Qt.TextFormat.PlainText)
        self.readyHead.setWordWrap(True)
        self.readyHead.setProperty(u"look", u"heading")

        self.readyPageRows.addWidget(self.readyHead)

        self.readyIntro = QLabel(self.readyPage)
        self.readyIntro.setObjectName(u"readyIntro")
        self.readyIntro.setTextFormat(Qt.TextFormat.PlainText)
        self.readyIntro.setWordWrap(True)

        self.readyPageRows.addWidget(self.readyIntro)

        self.backupNote = QLabel(self.readyPage)
        self.backupNote.setObjectName(u"backupNote")
        self.backupNote.setTextFormat(Qt.TextFormat.PlainText)
        self.backupNote.setWordWrap(True)
        self.backupNote.setProperty(u"look", u"second")

        self.readyPageRows.addWidget(self.backupNote)


        self.pageRows.addWidget(self.readyPage)


        self.rows.addWidget(self.pages)

        self.problemRow = QVBoxLayout()
        self.problemRow.setSpacing(0)
        self.problemRow.setObjectName(u"problemRow")

        self.rows.addLayout(self.problemRow)

        self.buttonRow = QHBoxLayout()
        self.buttonRow.setSpacing(8)
        self.buttonRow.setObjectName(u"buttonRow")
        self.backButton = QPushButton(SetUp)
        self.backButton.setObjectName(u"backButton")
        self.backButton.setProperty(u"look", u"quiet")

        self.buttonRow.addWidget(self.backButton)

        self.buttonSpacer = QSpacerItem(1, 1, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttonRow.addItem(self.buttonSpacer)

        self.skipButton = QPushButton(SetUp)
        self.skipButton.setObjectName(u"skipButton")
        self.skipButton.setProperty(u"look", u"quiet")

        self.buttonRow.addWidget(self.skipButton)

        self.nextButton = QPushButton(SetUp)
        self.nextButton.setObjectName(u"nextButton")
        self.nextButton.setProperty(u"look", u"primary")

        self.buttonRow.addWidget(self.nextButton)


        self.rows.addLayout(self.buttonRow)

#if QT_CONFIG(shortcut)
        self.languageLabel.setBuddy(self.languageBox)
        self.sizeLabel.setBuddy(self.sizeBox)
        self.themeLabel.setBuddy(self.themeBox)
        self.wardLabel.setBuddy(self.wardEdit)
        self.trustLabel.setBuddy(self.trustEdit)
        self.huddleLabel.setBuddy(self.huddleEdit)
        self.nameLabel.setBuddy(self.nameEdit)
        self.jobLabel.setBuddy(self.jobEdit)
        self.passLabel.setBuddy(self.passEdit)
        self.againLabel.setBuddy(self.againEdit)
        self.pinLabel.setBuddy(self.pinEdit)
        self.memberNameLabel.setBuddy(self.memberNameEdit)
        self.roleLabel.setBuddy(self.roleBox)
        self.memberPassLabel.setBuddy(self.memberPassEdit)
        self.memberPinLabel.setBuddy(self.memberPinEdit)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.languageBox, self.sizeBox)
        QWidget.setTabOrder(self.sizeBox, self.themeBox)
        QWidget.setTabOrder(self.themeBox, self.wardEdit)
        QWidget.setTabOrder(self.wardEdit, self.trustEdit)
        QWidget.setTabOrder(self.trustEdit, self.huddleEdit)
        QWidget.setTabOrder(self.huddleEdit, self.nameEdit)
        QWidget.setTabOrder(self.nameEdit, self.jobEdit)
        QWidget.setTabOrder(self.jobEdit, self.passEdit)
        QWidget.setTabOrder(self.passEdit, self.passShow)
        QWidget.setTabOrder(self.passShow, self.againEdit)
        QWidget.setTabOrder(self.againEdit, self.pinEdit)
        QWidget.setTabOrder(self.pinEdit, self.peopleList)
        QWidget.setTabOrder(self.peopleList, self.memberNameEdit)
        QWidget.setTabOrder(self.memberNameEdit, self.roleBox)
        QWidget.setTabOrder(self.roleBox, self.memberPassEdit)
        QWidget.setTabOrder(self.memberPassEdit, self.memberPassShow)
        QWidget.setTabOrder(self.memberPassShow, self.memberPinEdit)
        QWidget.setTabOrder(self.memberPinEdit, self.addButton)
        QWidget.setTabOrder(self.addButton, self.nextButton)
        QWidget.setTabOrder(self.nextButton, self.skipButton)
        QWidget.setTabOrder(self.skipButton, self.backButton)

        self.retranslateUi(SetUp)

        self.nextButton.setDefault(True)


        QMetaObject.connectSlotsByName(SetUp)
    # setupUi

    def retranslateUi(self, SetUp):
        self.titleLabel.setText(QCoreApplication.translate("SetUp", u"Set up this ward", None))
        self.displayHead.setText(QCoreApplication.translate("SetUp", u"How should WardQI look?", None))
        self.displayIntro.setText(QCoreApplication.translate("SetUp", u"You can change this later under your own name. Each person has their own choice.", None))
        self.languageLabel.setText(QCoreApplication.translate("SetUp", u"Language", None))
#if QT_CONFIG(accessibility)
        self.languageBox.setAccessibleName(QCoreApplication.translate("SetUp", u"Language", None))
#endif // QT_CONFIG(accessibility)
        self.sizeLabel.setText(QCoreApplication.translate("SetUp", u"Text size", None))
#if QT_CONFIG(accessibility)
        self.sizeBox.setAccessibleName(QCoreApplication.translate("SetUp", u"Text size", None))
#endif // QT_CONFIG(accessibility)
        self.themeLabel.setText(QCoreApplication.translate("SetUp", u"Colours", None))
#if QT_CONFIG(accessibility)
        self.themeBox.setAccessibleName(QCoreApplication.translate("SetUp", u"Colours", None))
#endif // QT_CONFIG(accessibility)
        self.sampleLabel.setText(QCoreApplication.translate("SetUp", u"Restraint in the lounge, 03:05 to 03:12. Nobody was hurt.", None))
        self.wardHead.setText(QCoreApplication.translate("SetUp", u"Which ward is this?", None))
        self.wardLabel.setText(QCoreApplication.translate("SetUp", u"Ward name", None))
#if QT_CONFIG(accessibility)
        self.wardEdit.setAccessibleName(QCoreApplication.translate("SetUp", u"Ward name", None))
#endif // QT_CONFIG(accessibility)
        self.trustLabel.setText(QCoreApplication.translate("SetUp", u"Trust or provider", None))
#if QT_CONFIG(accessibility)
        self.trustEdit.setAccessibleName(QCoreApplication.translate("SetUp", u"Trust or provider", None))
#endif // QT_CONFIG(accessibility)
        self.huddleLabel.setText(QCoreApplication.translate("SetUp", u"Time of the daily huddle (optional)", None))
#if QT_CONFIG(accessibility)
        self.huddleEdit.setAccessibleName(QCoreApplication.translate("SetUp", u"Time of the daily huddle (optional)", None))
#endif // QT_CONFIG(accessibility)
        self.huddleEdit.setPlaceholderText(QCoreApplication.translate("SetUp", u"0915", None))
        self.youHead.setText(QCoreApplication.translate("SetUp", u"Who are you?", None))
        self.youIntro.setText(QCoreApplication.translate("SetUp", u"You will be able to add the others, as the ward\u2019s manager in WardQI.", None))
        self.nameLabel.setText(QCoreApplication.translate("SetUp", u"Your name", None))
#if QT_CONFIG(accessibility)
        self.nameEdit.setAccessibleName(QCoreApplication.translate("SetUp", u"Your name", None))
#endif // QT_CONFIG(accessibility)
        self.jobLabel.setText(QCoreApplication.translate("SetUp", u"Job title (optional)", None))
#if QT_CONFIG(accessibility)
        self.jobEdit.setAccessibleName(QCoreApplication.translate("SetUp", u"Job title (optional)", None))
#endif // QT_CONFIG(accessibility)
        self.passLabel.setText(QCoreApplication.translate("SetUp", u"Passphrase: 12 characters or more, or four words", None))
#if QT_CONFIG(accessibility)
        self.passEdit.setAccessibleName(QCoreApplication.translate("SetUp", u"Passphrase: 12 characters or more, or four words", None))
#endif // QT_CONFIG(accessibility)
        self.passShow.setText(QCoreApplication.translate("SetUp", u"Show", None))
#if QT_CONFIG(accessibility)
        self.passShow.setAccessibleName(QCoreApplication.translate("SetUp", u"Show the passphrase", None))
#endif // QT_CONFIG(accessibility)
        self.againLabel.setText(QCoreApplication.translate("SetUp", u"The same passphrase again", None))
#if QT_CONFIG(accessibility)
        self.againEdit.setAccessibleName(QCoreApplication.translate("SetUp", u"The same passphrase again", None))
#endif // QT_CONFIG(accessibility)
        self.pinLabel.setText(QCoreApplication.translate("SetUp", u"PIN for quick switching, 6 digits or more (optional)", None))
#if QT_CONFIG(accessibility)
        self.pinEdit.setAccessibleName(QCoreApplication.translate("SetUp", u"PIN for quick switching, 6 digits or more (optional)", None))
#endif // QT_CONFIG(accessibility)
        self.passNote.setText(QCoreApplication.translate("SetUp", u"Nobody can read this passphrase, and nobody can look it up for you. It can be recovered only with your trust\u2019s recovery key.", None))
        self.peopleHead.setText(QCoreApplication.translate("SetUp", u"Who else works here?", None))
        self.peopleIntro.setText(QCoreApplication.translate("SetUp", u"Each person chooses their own passphrase, here at this PC. More people can be added at any time.", None))
#if QT_CONFIG(accessibility)
        self.peopleList.setAccessibleName(QCoreApplication.translate("SetUp", u"People added", None))
#endif // QT_CONFIG(accessibility)
        self.memberNameLabel.setText(QCoreApplication.translate("SetUp", u"Name", None))
#if QT_CONFIG(accessibility)
        self.memberNameEdit.setAccessibleName(QCoreApplication.translate("SetUp", u"Name", None))
#endif // QT_CONFIG(accessibility)
        self.roleLabel.setText(QCoreApplication.translate("SetUp", u"Role", None))
#if QT_CONFIG(accessibility)
        self.roleBox.setAccessibleName(QCoreApplication.translate("SetUp", u"Role", None))
#endif // QT_CONFIG(accessibility)
        self.memberPassLabel.setText(QCoreApplication.translate("SetUp", u"Their passphrase", None))
#if QT_CONFIG(accessibility)
        self.memberPassEdit.setAccessibleName(QCoreApplication.translate("SetUp", u"Their passphrase", None))
#endif // QT_CONFIG(accessibility)
        self.memberPassShow.setText(QCoreApplication.translate("SetUp", u"Show", None))
#if QT_CONFIG(accessibility)
        self.memberPassShow.setAccessibleName(QCoreApplication.translate("SetUp", u"Show their passphrase", None))
#endif // QT_CONFIG(accessibility)
        self.memberPinLabel.setText(QCoreApplication.translate("SetUp", u"Their PIN, 6 digits or more (optional)", None))
#if QT_CONFIG(accessibility)
        self.memberPinEdit.setAccessibleName(QCoreApplication.translate("SetUp", u"Their PIN, 6 digits or more (optional)", None))
#endif // QT_CONFIG(accessibility)
        self.addButton.setText(QCoreApplication.translate("SetUp", u"Add this person", None))
        self.readyHead.setText(QCoreApplication.translate("SetUp", u"The ward is ready", None))
        self.readyIntro.setText(QCoreApplication.translate("SetUp", u"Everything recorded from now on is kept on this PC, locked. Pairing with the QI team can wait: it is under Send and receive.", None))
        self.backupNote.setText(QCoreApplication.translate("SetUp", u"A backup is made each day on this PC. Ask IT for a second place, such as a shared drive, for a weekly copy.", None))
        self.backButton.setText(QCoreApplication.translate("SetUp", u"Back", None))
        self.skipButton.setText(QCoreApplication.translate("SetUp", u"Skip for now", None))
        self.nextButton.setText(QCoreApplication.translate("SetUp", u"Next", None))
        pass
    # retranslateUi
