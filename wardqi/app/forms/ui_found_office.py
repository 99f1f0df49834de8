"""Compiled from ui/found_office.ui by build/forms.py; never edited."""

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

class Ui_FoundOffice(object):
    def setupUi(self, FoundOffice):
        if not FoundOffice.objectName():
            FoundOffice.setObjectName(u"FoundOffice")
        self.rows = QVBoxLayout(FoundOffice)
        self.rows.setSpacing(12)
        self.rows.setObjectName(u"rows")
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.titleLabel = QLabel(FoundOffice)
        self.titleLabel.setObjectName(u"titleLabel")
        self.titleLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.titleLabel.setWordWrap(True)
        self.titleLabel.setProperty(u"look", u"title")

        self.rows.addWidget(self.titleLabel)

        self.introLabel = QLabel(FoundOffice)
        self.introLabel.setObjectName(u"introLabel")
        self.introLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.introLabel.setWordWrap(True)
        self.introLabel.setProperty(u"look", u"second")

        self.rows.addWidget(self.introLabel)

        self.secretLabel = QLabel(FoundOffice)
        self.secretLabel.setObjectName(u"secretLabel")
        self.secretLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.secretLabel.setWordWrap(True)

        self.rows.addWidget(self.secretLabel)

        self.secretEdit = QLineEdit(FoundOffice)
        self.secretEdit.setObjectName(u"secretEdit")
        self.secretEdit.setMaxLength(200)
        self.secretEdit.setEchoMode(QLineEdit.EchoMode.Password)

        self.rows.addWidget(self.secretEdit)

        self.againLabel = QLabel(FoundOffice)
        self.againLabel.setObjectName(u"againLabel")
        self.againLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.againLabel.setWordWrap(True)

        self.rows.addWidget(self.againLabel)

        self.againEdit = QLineEdit(FoundOffice)
        self.againEdit.setObjectName(u"againEdit")
        self.againEdit.setMaxLength(200)
        self.againEdit.setEchoMode(QLineEdit.EchoMode.Password)

        self.rows.addWidget(self.againEdit)

        self.problemRow = QVBoxLayout()
        self.problemRow.setSpacing(8)
        self.problemRow.setObjectName(u"problemRow")
        self.problemRow.setContentsMargins(0, 0, 0, 0)

        self.rows.addLayout(self.problemRow)

        self.makeRow = QHBoxLayout()
        self.makeRow.setSpacing(8)
        self.makeRow.setObjectName(u"makeRow")
        self.makeRow.setContentsMargins(0, 0, 0, 0)
        self.makeButton = QPushButton(FoundOffice)
        self.makeButton.setObjectName(u"makeButton")
        self.makeButton.setProperty(u"look", u"primary")

        self.makeRow.addWidget(self.makeButton)

        self.makeSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.makeRow.addItem(self.makeSpace)


        self.rows.addLayout(self.makeRow)

#if QT_CONFIG(shortcut)
        self.secretLabel.setBuddy(self.secretEdit)
        self.againLabel.setBuddy(self.againEdit)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.secretEdit, self.againEdit)
        QWidget.setTabOrder(self.againEdit, self.makeButton)

        self.retranslateUi(FoundOffice)

        QMetaObject.connectSlotsByName(FoundOffice)
    # setupUi

    def retranslateUi(self, FoundOffice):
        self.titleLabel.setText(QCoreApplication.translate("FoundOffice", u"Make the trust's keys", None))
        self.introLabel.setText(QCoreApplication.translate("FoundOffice", u"Before the first ward is paired, this hub makes the trust's own keys, once. They go into one file, trust-keys.age, that only this passphrase opens. Give both to information governance to keep, apart from this PC.", None))
        self.secretLabel.setText(QCoreApplication.translate("FoundOffice", u"A new passphrase: twelve characters or more, or four words", None))
#if QT_CONFIG(accessibility)
        self.secretEdit.setAccessibleName(QCoreApplication.translate("FoundOffice", u"A new passphrase: twelve characters or more, or four words", None))
#endif // QT_CONFIG(accessibility)
        self.againLabel.setText(QCoreApplication.translate("FoundOffice", u"The same passphrase again", None))
#if QT_CONFIG(accessibility)
        self.againEdit.setAccessibleName(QCoreApplication.translate("FoundOffice", u"The same passphrase again", None))
#endif // QT_CONFIG(accessibility)
        self.makeButton.setText(QCoreApplication.translate("FoundOffice", u"Choose a folder and make the keys", None))
        pass
    # retranslateUi
