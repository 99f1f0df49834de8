"""Compiled from ui/cover.ui by build/forms.py; never edited."""

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QHBoxLayout, QLabel, QPushButton,
    QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)

class Ui_Cover(object):
    def setupUi(self, Cover):
        if not Cover.objectName():
            Cover.setObjectName(u"Cover")
        self.rows = QVBoxLayout(Cover)
        self.rows.setSpacing(12)
        self.rows.setObjectName(u"rows")
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.topSpacer = QSpacerItem(1, 1, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.rows.addItem(self.topSpacer)

        self.wardLabel = QLabel(Cover)
        self.wardLabel.setObjectName(u"wardLabel")
        self.wardLabel.setText(u"")
        self.wardLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.wardLabel.setWordWrap(True)
        self.wardLabel.setProperty(u"look", u"title")

        self.rows.addWidget(self.wardLabel)

        self.clockLabel = QLabel(Cover)
        self.clockLabel.setObjectName(u"clockLabel")
        self.clockLabel.setText(u"")
        self.clockLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.clockLabel.setWordWrap(True)
        self.clockLabel.setProperty(u"look", u"clock")

        self.rows.addWidget(self.clockLabel)

        self.dateLabel = QLabel(Cover)
        self.dateLabel.setObjectName(u"dateLabel")
        self.dateLabel.setText(u"")
        self.dateLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.dateLabel.setWordWrap(True)
        self.dateLabel.setProperty(u"look", u"second")

        self.rows.addWidget(self.dateLabel)

        self.draftsLabel = QLabel(Cover)
        self.draftsLabel.setObjectName(u"draftsLabel")
        self.draftsLabel.setText(u"")
        self.draftsLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.draftsLabel.setWordWrap(True)
        self.draftsLabel.setProperty(u"look", u"subheading")

        self.rows.addWidget(self.draftsLabel)

        self.buttonRow = QHBoxLayout()
        self.buttonRow.setObjectName(u"buttonRow")
        self.leftSpacer = QSpacerItem(1, 1, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttonRow.addItem(self.leftSpacer)

        self.newPersonButton = QPushButton(Cover)
        self.newPersonButton.setObjectName(u"newPersonButton")
        self.newPersonButton.setProperty(u"look", u"primary")

        self.buttonRow.addWidget(self.newPersonButton)

        self.rightSpacer = QSpacerItem(1, 1, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttonRow.addItem(self.rightSpacer)


        self.rows.addLayout(self.buttonRow)

        self.hintLabel = QLabel(Cover)
        self.hintLabel.setObjectName(u"hintLabel")
        self.hintLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.hintLabel.setWordWrap(True)
        self.hintLabel.setProperty(u"look", u"second")

        self.rows.addWidget(self.hintLabel)

        self.bottomSpacer = QSpacerItem(1, 1, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.rows.addItem(self.bottomSpacer)


        self.retranslateUi(Cover)

        QMetaObject.connectSlotsByName(Cover)
    # setupUi

    def retranslateUi(self, Cover):
        self.newPersonButton.setText(QCoreApplication.translate("Cover", u"New person", None))
        self.hintLabel.setText(QCoreApplication.translate("Cover", u"Press Enter to sign in. Everything is as it was left.", None))
        pass
    # retranslateUi
