"""Compiled from ui/my_sign_in.ui by build/forms.py; never edited."""

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

class Ui_MySignIn(object):
    def setupUi(self, MySignIn):
        if not MySignIn.objectName():
            MySignIn.setObjectName(u"MySignIn")
        self.rows = QVBoxLayout(MySignIn)
        self.rows.setSpacing(12)
        self.rows.setObjectName(u"rows")
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.titleLabel = QLabel(MySignIn)
        self.titleLabel.setObjectName(u"titleLabel")
        self.titleLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.titleLabel.setWordWrap(True)
        self.titleLabel.setProperty(u"look", u"title")

        self.rows.addWidget(self.titleLabel)

        self.whoLabel = QLabel(MySignIn)
        self.whoLabel.setObjectName(u"whoLabel")
        self.whoLabel.setText(u"")
        self.whoLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.whoLabel.setWordWrap(True)
        self.whoLabel.setProperty(u"look", u"second")

        self.rows.addWidget(self.whoLabel)

        self.passCard = QFrame(MySignIn)
        self.passCard.setObjectName(u"passCard")
        self.passCard.setProperty(u"look", u"card")
        self.passCardRows = QVBoxLayout(self.passCard)
        self.passCardRows.setSpacing(10)
        self.passCardRows.setObjectName(u"passCardRows")
        self.passCardRows.setContentsMargins(16, 16, 16, 16)
        self.passHead = QLabel(self.passCard)
        self.passHead.setObjectName(u"passHead")
        self.passHead.setTextFormat(Qt.TextFormat.PlainText)
        self.passHead.setWordWrap(True)
        self.passHead.setProperty(u"look", u"heading")

        self.passCardRows.addWidget(self.passHead)

        self.passNote = QLabel(self.passCard)
        self.passNote.setObjectName(u"passNote")
        self.passNote.setTextFormat(Qt.TextFormat.PlainText)
        self.passNote.setWordWrap(True)
        self.passNote.setProperty(u"look", u"second")

        self.passCardRows.addWidget(self.passNote)

        self.oldCol = QVBoxLayout()
        self.oldCol.setSpacing(2)
        self.oldCol.setObjectName(u"oldCol")
        self.oldCol.setContentsMargins(0, 0, 0, 0)
        self.oldLabel = QLabel(self.passCard)
        self.oldLabel.setObjectName(u"oldLabel")
        self.oldLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.oldLabel.setWordWrap(True)

        self.oldCol.addWidget(self.oldLabel)

        self.oldEdit = QLineEdit(self.passCard)
        self.oldEdit.setObjectName(u"oldEdit")
        self.oldEdit.setEchoMode(QLineEdit.EchoMode.Password)

        self.oldCol.addWidget(self.oldEdit)

        self.oldPlace = QVBoxLayout()
        self.oldPlace.setSpacing(0)
        self.oldPlace.setObjectName(u"oldPlace")
        self.oldPlace.setContentsMargins(0, 0, 0, 0)

        self.oldCol.addLayout(self.oldPlace)


        self.passCardRows.addLayout(self.oldCol)

        self.freshCol = QVBoxLayout()
        self.freshCol.setSpacing(2)
        self.freshCol.setObjectName(u"freshCol")
        self.freshCol.setContentsMargins(0, 0, 0, 0)
        self.freshLabel = QLabel(self.passCard)
        self.freshLabel.setObjectName(u"freshLabel")
        self.freshLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.freshLabel.setWordWrap(True)

        self.freshCol.addWidget(self.freshLabel)

        self.freshEdit = QLineEdit(self.passCard)
        self.freshEdit.setObjectName(u"freshEdit")
        self.freshEdit.setEchoMode(QLineEdit.EchoMode.Password)

        self.freshCol.addWidget(self.freshEdit)

        self.freshPlace = QVBoxLayout()
        self.freshPlace.setSpacing(0)
        self.freshPlace.setObjectName(u"freshPlace")
        self.freshPlace.setContentsMargins(0, 0, 0, 0)

        self.freshCol.addLayout(self.freshPlace)

        self.rulesPlace = QVBoxLayout()
        self.rulesPlace.setSpacing(0)
        self.rulesPlace.setObjectName(u"rulesPlace")
        self.rulesPlace.setContentsMargins(0, 0, 0, 0)

        self.freshCol.addLayout(self.rulesPlace)


        self.passCardRows.addLayout(self.freshCol)

        self.againCol = QVBoxLayout()
        self.againCol.setSpacing(2)
        self.againCol.setObjectName(u"againCol")
        self.againCol.setContentsMargins(0, 0, 0, 0)
        self.againLabel = QLabel(self.passCard)
        self.againLabel.setObjectName(u"againLabel")
        self.againLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.againLabel.setWordWrap(True)

        self.againCol.addWidget(self.againLabel)

        self.againEdit = QLineEdit(self.passCard)
        self.againEdit.setObjectName(u"againEdit")
        self.againEdit.setEchoMode(QLineEdit.EchoMode.Password)

        self.againCol.addWidget(self.againEdit)

        self.againPlace = QVBoxLayout()
        self.againPlace.setSpacing(0)
        self.againPlace.setObjectName(u"againPlace")
        self.againPlace.setContentsMargins(0, 0, 0, 0)

        self.againCol.addLayout(self.againPlace)


        self.passCardRows.addLayout(self.againCol)

        self.passButtons = QHBoxLayout()
        self.passButtons.setSpacing(8)
        self.passButtons.setObjectName(u"passButtons")
        self.passButtons.setContentsMargins(0, 0, 0, 0)
        self.passButton = QPushButton(self.passCard)
        self.passButton.setObjectName(u"passButton")
        self.passButton.setProperty(u"look", u"primary")

        self.passButtons.addWidget(self.passButton)

        self.passShow = QPushButton(self.passCard)
        self.passShow.setObjectName(u"passShow")
        self.passShow.setCheckable(True)

        self.passButtons.addWidget(self.passShow)

        self.passSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.passButtons.addItem(self.passSpace)


        self.passCardRows.addLayout(self.passButtons)


        self.rows.addWidget(self.passCard)

        self.pinCard = QFrame(MySignIn)
        self.pinCard.setObjectName(u"pinCard")
        self.pinCard.setProperty(u"look", u"card")
        self.pinCardRows = QVBoxLayout(self.pinCard)
        self.pinCardRows.setSpacing(10)
        self.pinCardRows.setObjectName(u"pinCardRows")
        self.pinCardRows.setContentsMargins(16, 16, 16, 16)
        self.pinHead = QLabel(self.pinCard)
        self.pinHead.setObjectName(u"pinHead")
        self.pinHead.setTextFormat(Qt.TextFormat.PlainText)
        self.pinHead.setWordWrap(True)
        self.pinHead.setProperty(u"look", u"heading")

        self.pinCardRows.addWidget(self.pinHead)

        self.pinNote = QLabel(self.pinCard)
        self.pinNote.setObjectName(u"pinNote")
        self.pinNote.setTextFormat(Qt.TextFormat.PlainText)
        self.pinNote.setWordWrap(True)
        self.pinNote.setProperty(u"look", u"second")

        self.pinCardRows.addWidget(self.pinNote)

        self.pinState = QLabel(self.pinCard)
        self.pinState.setObjectName(u"pinState")
        self.pinState.setText(u"")
        self.pinState.setTextFormat(Qt.TextFormat.PlainText)
        self.pinState.setWordWrap(True)
        self.pinState.setProperty(u"look", u"subheading")

        self.pinCardRows.addWidget(self.pinState)

        self.proofCol = QVBoxLayout()
        self.proofCol.setSpacing(2)
        self.proofCol.setObjectName(u"proofCol")
        self.proofCol.setContentsMargins(0, 0, 0, 0)
        self.proofLabel = QLabel(self.pinCard)
        self.proofLabel.setObjectName(u"proofLabel")
        self.proofLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.proofLabel.setWordWrap(True)

        self.proofCol.addWidget(self.proofLabel)

        self.proofEdit = QLineEdit(self.pinCard)
        self.proofEdit.setObjectName(u"proofEdit")
        self.proofEdit.setEchoMode(QLineEdit.EchoMode.Password)

        self.proofCol.addWidget(self.proofEdit)

        self.proofPlace = QVBoxLayout()
        self.proofPlace.setSpacing(0)
        self.proofPlace.setObjectName(u"proofPlace")
        self.proofPlace.setContentsMargins(0, 0, 0, 0)

        self.proofCol.addLayout(self.proofPlace)


        self.pinCardRows.addLayout(self.proofCol)

        self.pinCol = QVBoxLayout()
        self.pinCol.setSpacing(2)
        self.pinCol.setObjectName(u"pinCol")
        self.pinCol.setContentsMargins(0, 0, 0, 0)
        self.pinLabel = QLabel(self.pinCard)
        self.pinLabel.setObjectName(u"pinLabel")
        self.pinLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.pinLabel.setWordWrap(True)

        self.pinCol.addWidget(self.pinLabel)

        self.pinEdit = QLineEdit(self.pinCard)
        self.pinEdit.setObjectName(u"pinEdit")
        self.pinEdit.setEchoMode(QLineEdit.EchoMode.Password)
        self.pinEdit.setMaxLength(32)

        self.pinCol.addWidget(self.pinEdit)

        self.pinPlace = QVBoxLayout()
        self.pinPlace.setSpacing(0)
        self.pinPlace.setObjectName(u"pinPlace")
        self.pinPlace.setContentsMargins(0, 0, 0, 0)

        self.pinCol.addLayout(self.pinPlace)


        self.pinCardRows.addLayout(self.pinCol)

        self.pinAgainCol = QVBoxLayout()
        self.pinAgainCol.setSpacing(2)
        self.pinAgainCol.setObjectName(u"pinAgainCol")
        self.pinAgainCol.setContentsMargins(0, 0, 0, 0)
        self.pinAgainLabel = QLabel(self.pinCard)
        self.pinAgainLabel.setObjectName(u"pinAgainLabel")
        self.pinAgainLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.pinAgainLabel.setWordWrap(True)

        self.pinAgainCol.addWidget(self.pinAgainLabel)

        self.pinAgainEdit = QLineEdit(self.pinCard)
        self.pinAgainEdit.setObjectName(u"pinAgainEdit")
        self.pinAgainEdit.setEchoMode(QLineEdit.EchoMode.Password)
        self.pinAgainEdit.setMaxLength(32)

        self.pinAgainCol.addWidget(self.pinAgainEdit)

        self.pinAgainPlace = QVBoxLayout()
        self.pinAgainPlace.setSpacing(0)
        self.pinAgainPlace.setObjectName(u"pinAgainPlace")
        self.pinAgainPlace.setContentsMargins(0, 0, 0, 0)

        self.pinAgainCol.addLayout(self.pinAgainPlace)


        self.pinCardRows.addLayout(self.pinAgainCol)

        self.pinButtons = QHBoxLayout()
        self.pinButtons.setSpacing(8)
        self.pinButtons.setObjectName(u"pinButtons")
        self.pinButtons.setContentsMargins(0, 0, 0, 0)
        self.pinButton = QPushButton(self.pinCard)
        self.pinButton.setObjectName(u"pinButton")
        self.pinButton.setProperty(u"look", u"primary")

        self.pinButtons.addWidget(self.pinButton)

        self.pinSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.pinButtons.addItem(self.pinSpace)


        self.pinCardRows.addLayout(self.pinButtons)


        self.rows.addWidget(self.pinCard)

#if QT_CONFIG(shortcut)
        self.oldLabel.setBuddy(self.oldEdit)
        self.freshLabel.setBuddy(self.freshEdit)
        self.againLabel.setBuddy(self.againEdit)
        self.proofLabel.setBuddy(self.proofEdit)
        self.pinLabel.setBuddy(self.pinEdit)
        self.pinAgainLabel.setBuddy(self.pinAgainEdit)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.oldEdit, self.freshEdit)
        QWidget.setTabOrder(self.freshEdit, self.againEdit)
        QWidget.setTabOrder(self.againEdit, self.passButton)
        QWidget.setTabOrder(self.passButton, self.passShow)
        QWidget.setTabOrder(self.passShow, self.proofEdit)
        QWidget.setTabOrder(self.proofEdit, self.pinEdit)
        QWidget.setTabOrder(self.pinEdit, self.pinAgainEdit)
        QWidget.setTabOrder(self.pinAgainEdit, self.pinButton)

        self.retranslateUi(MySignIn)

        QMetaObject.connectSlotsByName(MySignIn)
    # setupUi

    def retranslateUi(self, MySignIn):
        self.titleLabel.setText(QCoreApplication.translate("MySignIn", u"My sign-in", None))
        self.passHead.setText(QCoreApplication.translate("MySignIn", u"Passphrase", None))
        self.passNote.setText(QCoreApplication.translate("MySignIn", u"It opens the records in the morning, and signs you in at any time. Only you should know it.", None))
        self.oldLabel.setText(QCoreApplication.translate("MySignIn", u"Passphrase now", None))
#if QT_CONFIG(accessibility)
        self.oldEdit.setAccessibleName(QCoreApplication.translate("MySignIn", u"Passphrase now", None))
#endif // QT_CONFIG(accessibility)
        self.freshLabel.setText(QCoreApplication.translate("MySignIn", u"New passphrase", None))
#if QT_CONFIG(accessibility)
        self.freshEdit.setAccessibleName(QCoreApplication.translate("MySignIn", u"New passphrase", None))
#endif // QT_CONFIG(accessibility)
        self.againLabel.setText(QCoreApplication.translate("MySignIn", u"New passphrase again", None))
#if QT_CONFIG(accessibility)
        self.againEdit.setAccessibleName(QCoreApplication.translate("MySignIn", u"New passphrase again", None))
#endif // QT_CONFIG(accessibility)
        self.passButton.setText(QCoreApplication.translate("MySignIn", u"Change my passphrase", None))
        self.passShow.setText(QCoreApplication.translate("MySignIn", u"Show", None))
#if QT_CONFIG(accessibility)
        self.passShow.setAccessibleName(QCoreApplication.translate("MySignIn", u"Show the passphrases", None))
#endif // QT_CONFIG(accessibility)
        self.pinHead.setText(QCoreApplication.translate("MySignIn", u"PIN", None))
        self.pinNote.setText(QCoreApplication.translate("MySignIn", u"Six digits or more, for changing over quickly while the records are open. After five wrong tries your passphrase is needed.", None))
        self.proofLabel.setText(QCoreApplication.translate("MySignIn", u"Your passphrase, so that nobody else can do this", None))
#if QT_CONFIG(accessibility)
        self.proofEdit.setAccessibleName(QCoreApplication.translate("MySignIn", u"Your passphrase, so that nobody else can do this", None))
#endif // QT_CONFIG(accessibility)
        self.pinLabel.setText(QCoreApplication.translate("MySignIn", u"New PIN", None))
#if QT_CONFIG(accessibility)
        self.pinEdit.setAccessibleName(QCoreApplication.translate("MySignIn", u"New PIN", None))
#endif // QT_CONFIG(accessibility)
        self.pinAgainLabel.setText(QCoreApplication.translate("MySignIn", u"New PIN again", None))
#if QT_CONFIG(accessibility)
        self.pinAgainEdit.setAccessibleName(QCoreApplication.translate("MySignIn", u"New PIN again", None))
#endif // QT_CONFIG(accessibility)
        self.pinButton.setText(QCoreApplication.translate("MySignIn", u"Set my PIN", None))
        pass
    # retranslateUi
