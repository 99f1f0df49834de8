"""Compiled from ui/sign_in.ui by build/forms.py; never edited."""

from PySide6.QtCore import QCoreApplication, QMetaObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QListWidget, QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

class Ui_SignIn(object):
    def setupUi(self, SignIn):
        if not SignIn.objectName():
            SignIn.setObjectName(u"SignIn")
        self.rows = QVBoxLayout(SignIn)
        self.rows.setSpacing(6)
        self.rows.setObjectName(u"rows")
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.titleLabel = QLabel(SignIn)
        self.titleLabel.setObjectName(u"titleLabel")
        self.titleLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.titleLabel.setWordWrap(True)
        self.titleLabel.setProperty(u"look", u"title")

        self.rows.addWidget(self.titleLabel)

        self.introLabel = QLabel(SignIn)
        self.introLabel.setObjectName(u"introLabel")
        self.introLabel.setText(u"")
        self.introLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.introLabel.setWordWrap(True)
        self.introLabel.setProperty(u"look", u"second")

        self.rows.addWidget(self.introLabel)

        self.findLabel = QLabel(SignIn)
        self.findLabel.setObjectName(u"findLabel")
        self.findLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.findLabel.setWordWrap(True)

        self.rows.addWidget(self.findLabel)

        self.findEdit = QLineEdit(SignIn)
        self.findEdit.setObjectName(u"findEdit")

        self.rows.addWidget(self.findEdit)

        self.peopleList = QListWidget(SignIn)
        self.peopleList.setObjectName(u"peopleList")
        self.peopleList.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

        self.rows.addWidget(self.peopleList)

        self.secretLabel = QLabel(SignIn)
        self.secretLabel.setObjectName(u"secretLabel")
        self.secretLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.secretLabel.setWordWrap(True)

        self.rows.addWidget(self.secretLabel)

        self.secretRow = QHBoxLayout()
        self.secretRow.setSpacing(8)
        self.secretRow.setObjectName(u"secretRow")
        self.secretEdit = QLineEdit(SignIn)
        self.secretEdit.setObjectName(u"secretEdit")
        self.secretEdit.setEchoMode(QLineEdit.EchoMode.Password)

        self.secretRow.addWidget(self.secretEdit)

        self.showButton = QPushButton(SignIn)
        self.showButton.setObjectName(u"showButton")
        self.showButton.setCheckable(True)

        self.secretRow.addWidget(self.showButton)


        self.rows.addLayout(self.secretRow)

        self.problemRow = QVBoxLayout()
        self.problemRow.setSpacing(0)
        self.problemRow.setObjectName(u"problemRow")

        self.rows.addLayout(self.problemRow)

        self.buttonRow = QHBoxLayout()
        self.buttonRow.setSpacing(8)
        self.buttonRow.setObjectName(u"buttonRow")
        self.enterButton = QPushButton(SignIn)
        self.enterButton.setObjectName(u"enterButton")
        self.enterButton.setProperty(u"look", u"primary")

        self.buttonRow.addWidget(self.enterButton)

        self.backButton = QPushButton(SignIn)
        self.backButton.setObjectName(u"backButton")
        self.backButton.setProperty(u"look", u"quiet")

        self.buttonRow.addWidget(self.backButton)

        self.buttonSpacer = QSpacerItem(1, 1, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttonRow.addItem(self.buttonSpacer)


        self.rows.addLayout(self.buttonRow)

        self.helpLabel = QLabel(SignIn)
        self.helpLabel.setObjectName(u"helpLabel")
        self.helpLabel.setText(u"")
        self.helpLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.helpLabel.setWordWrap(True)
        self.helpLabel.setProperty(u"look", u"small")

        self.rows.addWidget(self.helpLabel)

#if QT_CONFIG(shortcut)
        self.findLabel.setBuddy(self.findEdit)
        self.secretLabel.setBuddy(self.secretEdit)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.findEdit, self.peopleList)
        QWidget.setTabOrder(self.peopleList, self.secretEdit)
        QWidget.setTabOrder(self.secretEdit, self.showButton)
        QWidget.setTabOrder(self.showButton, self.enterButton)
        QWidget.setTabOrder(self.enterButton, self.backButton)

        self.retranslateUi(SignIn)

        self.enterButton.setDefault(True)


        QMetaObject.connectSlotsByName(SignIn)
    # setupUi

    def retranslateUi(self, SignIn):
        self.titleLabel.setText(QCoreApplication.translate("SignIn", u"Unlock WardQI", None))
        self.findLabel.setText(QCoreApplication.translate("SignIn", u"Find your name", None))
#if QT_CONFIG(accessibility)
        self.findEdit.setAccessibleName(QCoreApplication.translate("SignIn", u"Find your name", None))
#endif // QT_CONFIG(accessibility)
        self.findEdit.setPlaceholderText(QCoreApplication.translate("SignIn", u"Type a few letters", None))
#if QT_CONFIG(accessibility)
        self.peopleList.setAccessibleName(QCoreApplication.translate("SignIn", u"People on this ward", None))
#endif // QT_CONFIG(accessibility)
        self.secretLabel.setText(QCoreApplication.translate("SignIn", u"Passphrase", None))
#if QT_CONFIG(accessibility)
        self.secretEdit.setAccessibleName(QCoreApplication.translate("SignIn", u"Passphrase", None))
#endif // QT_CONFIG(accessibility)
        self.showButton.setText(QCoreApplication.translate("SignIn", u"Show", None))
#if QT_CONFIG(accessibility)
        self.showButton.setAccessibleName(QCoreApplication.translate("SignIn", u"Show what is typed", None))
#endif // QT_CONFIG(accessibility)
        self.enterButton.setText(QCoreApplication.translate("SignIn", u"Unlock", None))
        self.backButton.setText(QCoreApplication.translate("SignIn", u"Back", None))
        pass
    # retranslateUi
