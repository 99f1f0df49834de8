"""Compiled from ui/bed_days.ui by build/forms.py; never edited."""

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QLabel,
    QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout,
    QWidget)

class Ui_BedDays(object):
    def setupUi(self, BedDays):
        if not BedDays.objectName():
            BedDays.setObjectName(u"BedDays")
        self.rows = QVBoxLayout(BedDays)
        self.rows.setSpacing(12)
        self.rows.setObjectName(u"rows")
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.titleRow = QHBoxLayout()
        self.titleRow.setSpacing(8)
        self.titleRow.setObjectName(u"titleRow")
        self.titleRow.setContentsMargins(0, 0, 0, 0)
        self.titleLabel = QLabel(BedDays)
        self.titleLabel.setObjectName(u"titleLabel")
        self.titleLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.titleLabel.setWordWrap(True)
        self.titleLabel.setProperty(u"look", u"title")

        self.titleRow.addWidget(self.titleLabel)

        self.savedLabel = QLabel(BedDays)
        self.savedLabel.setObjectName(u"savedLabel")
        self.savedLabel.setText(u"")
        self.savedLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.savedLabel.setProperty(u"look", u"second")

        self.titleRow.addWidget(self.savedLabel)

        self.titleRow.setStretch(0, 1)

        self.rows.addLayout(self.titleRow)

        self.hintLabel = QLabel(BedDays)
        self.hintLabel.setObjectName(u"hintLabel")
        self.hintLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.hintLabel.setWordWrap(True)
        self.hintLabel.setProperty(u"look", u"second")

        self.rows.addWidget(self.hintLabel)

        self.monthRow = QHBoxLayout()
        self.monthRow.setSpacing(12)
        self.monthRow.setObjectName(u"monthRow")
        self.monthRow.setContentsMargins(0, 0, 0, 0)
        self.beforeButton = QPushButton(BedDays)
        self.beforeButton.setObjectName(u"beforeButton")

        self.monthRow.addWidget(self.beforeButton)

        self.monthLabel = QLabel(BedDays)
        self.monthLabel.setObjectName(u"monthLabel")
        self.monthLabel.setText(u"")
        self.monthLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.monthLabel.setProperty(u"look", u"heading")

        self.monthRow.addWidget(self.monthLabel)

        self.afterButton = QPushButton(BedDays)
        self.afterButton.setObjectName(u"afterButton")

        self.monthRow.addWidget(self.afterButton)

        self.spacer1 = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.monthRow.addItem(self.spacer1)


        self.rows.addLayout(self.monthRow)

        self.columns = QHBoxLayout()
        self.columns.setSpacing(16)
        self.columns.setObjectName(u"columns")
        self.columns.setContentsMargins(0, 0, 0, 0)
        self.gridPlace = QVBoxLayout()
        self.gridPlace.setSpacing(0)
        self.gridPlace.setObjectName(u"gridPlace")
        self.gridPlace.setContentsMargins(0, 0, 0, 0)

        self.columns.addLayout(self.gridPlace)

        self.totalsCard = QFrame(BedDays)
        self.totalsCard.setObjectName(u"totalsCard")
        self.totalsCard.setProperty(u"look", u"card")
        self.totalsCardRows = QVBoxLayout(self.totalsCard)
        self.totalsCardRows.setSpacing(8)
        self.totalsCardRows.setObjectName(u"totalsCardRows")
        self.totalsCardRows.setContentsMargins(16, 12, 16, 16)
        self.totalsLabel = QLabel(self.totalsCard)
        self.totalsLabel.setObjectName(u"totalsLabel")
        self.totalsLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.totalsLabel.setWordWrap(True)
        self.totalsLabel.setProperty(u"look", u"heading")

        self.totalsCardRows.addWidget(self.totalsLabel)

        self.totalsPlace = QVBoxLayout()
        self.totalsPlace.setSpacing(4)
        self.totalsPlace.setObjectName(u"totalsPlace")
        self.totalsPlace.setContentsMargins(0, 0, 0, 0)

        self.totalsCardRows.addLayout(self.totalsPlace)

        self.firstMissingButton = QPushButton(self.totalsCard)
        self.firstMissingButton.setObjectName(u"firstMissingButton")

        self.totalsCardRows.addWidget(self.firstMissingButton)

        self.spacer2 = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.totalsCardRows.addItem(self.spacer2)


        self.columns.addWidget(self.totalsCard)

        self.columns.setStretch(0, 1)

        self.rows.addLayout(self.columns)

        self.problemPlace = QVBoxLayout()
        self.problemPlace.setSpacing(0)
        self.problemPlace.setObjectName(u"problemPlace")
        self.problemPlace.setContentsMargins(0, 0, 0, 0)

        self.rows.addLayout(self.problemPlace)

        self.spacer3 = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.rows.addItem(self.spacer3)

        QWidget.setTabOrder(self.beforeButton, self.afterButton)
        QWidget.setTabOrder(self.afterButton, self.firstMissingButton)

        self.retranslateUi(BedDays)

        QMetaObject.connectSlotsByName(BedDays)
    # setupUi

    def retranslateUi(self, BedDays):
        self.titleLabel.setText(QCoreApplication.translate("BedDays", u"Bed days", None))
        self.hintLabel.setText(QCoreApplication.translate("BedDays", u"Beds occupied at midnight, day by day. Type a number and press Enter for the next day; a column or a row copied from a sheet can be pasted with Ctrl+V. A count from the huddle stands until one is typed here.", None))
        self.beforeButton.setText(QCoreApplication.translate("BedDays", u"Previous month", None))
        self.afterButton.setText(QCoreApplication.translate("BedDays", u"Next month", None))
#if QT_CONFIG(accessibility)
        self.totalsCard.setAccessibleName(QCoreApplication.translate("BedDays", u"This month", None))
#endif // QT_CONFIG(accessibility)
        self.totalsLabel.setText(QCoreApplication.translate("BedDays", u"This month", None))
        self.firstMissingButton.setText(QCoreApplication.translate("BedDays", u"Go to the first missing day", None))
        pass
    # retranslateUi
