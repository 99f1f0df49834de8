"""Compiled from ui/opener_form.ui by build/forms.py; never edited."""

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QHBoxLayout, QLabel, QLineEdit,
    QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout,
    QWidget)

class Ui_OpenerForm(object):
    def setupUi(self, OpenerForm):
        if not OpenerForm.objectName():
            OpenerForm.setObjectName(u"OpenerForm")
        self.rows = QVBoxLayout(OpenerForm)
        self.rows.setSpacing(10)
        self.rows.setObjectName(u"rows")
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.backRow = QHBoxLayout()
        self.backRow.setSpacing(8)
        self.backRow.setObjectName(u"backRow")
        self.backRow.setContentsMargins(0, 0, 0, 0)
        self.backButton = QPushButton(OpenerForm)
        self.backButton.setObjectName(u"backButton")
        self.backButton.setProperty(u"look", u"quiet")

        self.backRow.addWidget(self.backButton)

        self.backSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.backRow.addItem(self.backSpace)


        self.rows.addLayout(self.backRow)

        self.titleLabel = QLabel(OpenerForm)
        self.titleLabel.setObjectName(u"titleLabel")
        self.titleLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.titleLabel.setWordWrap(True)
        self.titleLabel.setProperty(u"look", u"title")

        self.rows.addWidget(self.titleLabel)

        self.introLabel = QLabel(OpenerForm)
        self.introLabel.setObjectName(u"introLabel")
        self.introLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.introLabel.setWordWrap(True)
        self.introLabel.setProperty(u"look", u"second")

        self.rows.addWidget(self.introLabel)

        self.labelCol = QVBoxLayout()
        self.labelCol.setSpacing(2)
        self.labelCol.setObjectName(u"labelCol")
        self.labelCol.setContentsMargins(0, 0, 0, 0)
        self.labelLabel = QLabel(OpenerForm)
        self.labelLabel.setObjectName(u"labelLabel")
        self.labelLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.labelLabel.setWordWrap(True)

        self.labelCol.addWidget(self.labelLabel)

        self.labelEdit = QLineEdit(OpenerForm)
        self.labelEdit.setObjectName(u"labelEdit")
        self.labelEdit.setMaxLength(40)

        self.labelCol.addWidget(self.labelEdit)

        self.labelPlace = QVBoxLayout()
        self.labelPlace.setSpacing(0)
        self.labelPlace.setObjectName(u"labelPlace")
        self.labelPlace.setContentsMargins(0, 0, 0, 0)

        self.labelCol.addLayout(self.labelPlace)


        self.rows.addLayout(self.labelCol)

        self.passCol = QVBoxLayout()
        self.passCol.setSpacing(2)
        self.passCol.setObjectName(u"passCol")
        self.passCol.setContentsMargins(0, 0, 0, 0)
        self.passLabel = QLabel(OpenerForm)
        self.passLabel.setObjectName(u"passLabel")
        self.passLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.passLabel.setWordWrap(True)

        self.passCol.addWidget(self.passLabel)

        self.passEdit = QLineEdit(OpenerForm)
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
        self.againLabel = QLabel(OpenerForm)
        self.againLabel.setObjectName(u"againLabel")
        self.againLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.againLabel.setWordWrap(True)

        self.againCol.addWidget(self.againLabel)

        self.againEdit = QLineEdit(OpenerForm)
        self.againEdit.setObjectName(u"againEdit")
        self.againEdit.setEchoMode(QLineEdit.EchoMode.Password)

        self.againCol.addWidget(self.againEdit)

        self.againPlace = QVBoxLayout()
        self.againPlace.setSpacing(0)
        self.againPlace.setObjectName(u"againPlace")
        self.againPlace.setContentsMargins(0, 0, 0, 0)

        self.againCol.addLayout(self.againPlace)


        self.rows.addLayout(self.againCol)

        self.problemRow = QVBoxLayout()
        self.problemRow.setSpacing(0)
        self.problemRow.setObjectName(u"problemRow")
        self.problemRow.setContentsMargins(0, 0, 0, 0)

        self.rows.addLayout(self.problemRow)

        self.buttonRow = QHBoxLayout()
        self.buttonRow.setSpacing(8)
        self.buttonRow.setObjectName(u"buttonRow")
        self.buttonRow.setContentsMargins(0, 0, 0, 0)
        self.addButton = QPushButton(OpenerForm)
        self.addButton.setObjectName(u"addButton")
        self.addButton.setProperty(u"look", u"primary")

        self.buttonRow.addWidget(self.addButton)

        self.showButton = QPushButton(OpenerForm)
        self.showButton.setObjectName(u"showButton")
        self.showButton.setCheckable(True)

        self.buttonRow.addWidget(self.showButton)

        self.buttonSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttonRow.addItem(self.buttonSpace)


        self.rows.addLayout(self.buttonRow)

#if QT_CONFIG(shortcut)
        self.labelLabel.setBuddy(self.labelEdit)
        self.passLabel.setBuddy(self.passEdit)
        self.againLabel.setBuddy(self.againEdit)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.backButton, self.labelEdit)
        QWidget.setTabOrder(self.labelEdit, self.passEdit)
        QWidget.setTabOrder(self.passEdit, self.againEdit)
        QWidget.setTabOrder(self.againEdit, self.addButton)
        QWidget.setTabOrder(self.addButton, self.showButton)

        self.retranslateUi(OpenerForm)

        QMetaObject.connectSlotsByName(OpenerForm)
    # setupUi

    def retranslateUi(self, OpenerForm):
        self.backButton.setText(QCoreApplication.translate("OpenerForm", u"People", None))
        self.titleLabel.setText(QCoreApplication.translate("OpenerForm", u"Add a shared passphrase", None))
        self.introLabel.setText(QCoreApplication.translate("OpenerForm", u"It opens the records in the morning, whoever comes first. It signs nobody in and signs nothing: each person still uses their own PIN or passphrase.", None))
        self.labelLabel.setText(QCoreApplication.translate("OpenerForm", u"What to call it on the unlock screen", None))
#if QT_CONFIG(accessibility)
        self.labelEdit.setAccessibleName(QCoreApplication.translate("OpenerForm", u"What to call it on the unlock screen", None))
#endif // QT_CONFIG(accessibility)
        self.passLabel.setText(QCoreApplication.translate("OpenerForm", u"Passphrase", None))
#if QT_CONFIG(accessibility)
        self.passEdit.setAccessibleName(QCoreApplication.translate("OpenerForm", u"Passphrase", None))
#endif // QT_CONFIG(accessibility)
        self.againLabel.setText(QCoreApplication.translate("OpenerForm", u"Passphrase again", None))
#if QT_CONFIG(accessibility)
        self.againEdit.setAccessibleName(QCoreApplication.translate("OpenerForm", u"Passphrase again", None))
#endif // QT_CONFIG(accessibility)
        self.addButton.setText(QCoreApplication.translate("OpenerForm", u"Add this passphrase", None))
        self.showButton.setText(QCoreApplication.translate("OpenerForm", u"Show", None))
#if QT_CONFIG(accessibility)
        self.showButton.setAccessibleName(QCoreApplication.translate("OpenerForm", u"Show the passphrases", None))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi
