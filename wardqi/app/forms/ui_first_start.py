"""Compiled from ui/first_start.ui by build/forms.py; never edited."""

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QLabel, QPushButton, QSizePolicy,
    QVBoxLayout, QWidget)

class Ui_FirstStart(object):
    def setupUi(self, FirstStart):
        if not FirstStart.objectName():
            FirstStart.setObjectName(u"FirstStart")
        self.rows = QVBoxLayout(FirstStart)
        self.rows.setSpacing(12)
        self.rows.setObjectName(u"rows")
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.titleLabel = QLabel(FirstStart)
        self.titleLabel.setObjectName(u"titleLabel")
        self.titleLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.titleLabel.setWordWrap(True)
        self.titleLabel.setProperty(u"look", u"title")

        self.rows.addWidget(self.titleLabel)

        self.introLabel = QLabel(FirstStart)
        self.introLabel.setObjectName(u"introLabel")
        self.introLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.introLabel.setWordWrap(True)

        self.rows.addWidget(self.introLabel)

        self.setUpButton = QPushButton(FirstStart)
        self.setUpButton.setObjectName(u"setUpButton")
        self.setUpButton.setProperty(u"look", u"choice")

        self.rows.addWidget(self.setUpButton)

        self.practiceButton = QPushButton(FirstStart)
        self.practiceButton.setObjectName(u"practiceButton")
        self.practiceButton.setProperty(u"look", u"choice")

        self.rows.addWidget(self.practiceButton)

        self.noteLabel = QLabel(FirstStart)
        self.noteLabel.setObjectName(u"noteLabel")
        self.noteLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.noteLabel.setWordWrap(True)
        self.noteLabel.setProperty(u"look", u"second")

        self.rows.addWidget(self.noteLabel)

        self.hubButton = QPushButton(FirstStart)
        self.hubButton.setObjectName(u"hubButton")
        self.hubButton.setProperty(u"look", u"quiet")

        self.rows.addWidget(self.hubButton)

        self.restoreButton = QPushButton(FirstStart)
        self.restoreButton.setObjectName(u"restoreButton")
        self.restoreButton.setProperty(u"look", u"quiet")

        self.rows.addWidget(self.restoreButton)

        QWidget.setTabOrder(self.setUpButton, self.practiceButton)
        QWidget.setTabOrder(self.practiceButton, self.hubButton)
        QWidget.setTabOrder(self.hubButton, self.restoreButton)

        self.retranslateUi(FirstStart)

        QMetaObject.connectSlotsByName(FirstStart)
    # setupUi

    def retranslateUi(self, FirstStart):
        self.titleLabel.setText(QCoreApplication.translate("FirstStart", u"Welcome to WardQI", None))
        self.introLabel.setText(QCoreApplication.translate("FirstStart", u"WardQI keeps a ward\u2019s records on this PC, locked, and works without a network. Nothing is sent unless somebody sends it.", None))
        self.setUpButton.setText(QCoreApplication.translate("FirstStart", u"Set up this ward", None))
        self.practiceButton.setText(QCoreApplication.translate("FirstStart", u"Look around a practice ward", None))
        self.noteLabel.setText(QCoreApplication.translate("FirstStart", u"The practice ward is invented. You can try anything there, and nothing in it can be sent to a real QI team.", None))
        self.hubButton.setText(QCoreApplication.translate("FirstStart", u"This PC is for the trust\u2019s QI team", None))
        self.restoreButton.setText(QCoreApplication.translate("FirstStart", u"Restore a backup on this PC", None))
        pass
    # retranslateUi
