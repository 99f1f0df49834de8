"""Compiled from ui/today.ui by build/forms.py; never edited."""

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

class Ui_Today(object):
    def setupUi(self, Today):
        if not Today.objectName():
            Today.setObjectName(u"Today")
        self.rows = QVBoxLayout(Today)
        self.rows.setSpacing(12)
        self.rows.setObjectName(u"rows")
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.greetingLabel = QLabel(Today)
        self.greetingLabel.setObjectName(u"greetingLabel")
        self.greetingLabel.setText(u"")
        self.greetingLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.greetingLabel.setWordWrap(True)
        self.greetingLabel.setProperty(u"look", u"title")

        self.rows.addWidget(self.greetingLabel)

        self.shiftLabel = QLabel(Today)
        self.shiftLabel.setObjectName(u"shiftLabel")
        self.shiftLabel.setText(u"")
        self.shiftLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.shiftLabel.setWordWrap(True)
        self.shiftLabel.setProperty(u"look", u"second")

        self.rows.addWidget(self.shiftLabel)

        self.newRow = QHBoxLayout()
        self.newRow.setSpacing(12)
        self.newRow.setObjectName(u"newRow")
        self.newRow.setContentsMargins(0, 0, 0, 0)
        self.newButton = QPushButton(Today)
        self.newButton.setObjectName(u"newButton")
        self.newButton.setProperty(u"look", u"primary")

        self.newRow.addWidget(self.newButton)

        self.nearMissButton = QPushButton(Today)
        self.nearMissButton.setObjectName(u"nearMissButton")

        self.newRow.addWidget(self.nearMissButton)

        self.spacer1 = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.newRow.addItem(self.spacer1)


        self.rows.addLayout(self.newRow)

        self.questionCard = QFrame(Today)
        self.questionCard.setObjectName(u"questionCard")
        self.questionCard.setProperty(u"look", u"note-box")
        self.questionRows = QVBoxLayout(self.questionCard)
        self.questionRows.setSpacing(8)
        self.questionRows.setObjectName(u"questionRows")
        self.questionRows.setContentsMargins(16, 12, 16, 12)
        self.questionLabel = QLabel(self.questionCard)
        self.questionLabel.setObjectName(u"questionLabel")
        self.questionLabel.setText(u"")
        self.questionLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.questionLabel.setWordWrap(True)
        self.questionLabel.setProperty(u"look", u"subheading")

        self.questionRows.addWidget(self.questionLabel)

        self.questionButtons = QHBoxLayout()
        self.questionButtons.setSpacing(8)
        self.questionButtons.setObjectName(u"questionButtons")
        self.questionButtons.setContentsMargins(0, 0, 0, 0)
        self.logButton = QPushButton(self.questionCard)
        self.logButton.setObjectName(u"logButton")

        self.questionButtons.addWidget(self.logButton)

        self.quietButton = QPushButton(self.questionCard)
        self.quietButton.setObjectName(u"quietButton")

        self.questionButtons.addWidget(self.quietButton)

        self.spacer2 = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.questionButtons.addItem(self.spacer2)


        self.questionRows.addLayout(self.questionButtons)


        self.rows.addWidget(self.questionCard)

        self.columns = QHBoxLayout()
        self.columns.setSpacing(12)
        self.columns.setObjectName(u"columns")
        self.columns.setContentsMargins(0, 0, 0, 0)
        self.needsCard = QFrame(Today)
        self.needsCard.setObjectName(u"needsCard")
        self.needsCard.setProperty(u"look", u"card")
        self.needsCardRows = QVBoxLayout(self.needsCard)
        self.needsCardRows.setSpacing(8)
        self.needsCardRows.setObjectName(u"needsCardRows")
        self.needsCardRows.setContentsMargins(16, 12, 16, 16)
        self.needsLabel = QLabel(self.needsCard)
        self.needsLabel.setObjectName(u"needsLabel")
        self.needsLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.needsLabel.setWordWrap(True)
        self.needsLabel.setProperty(u"look", u"heading")

        self.needsCardRows.addWidget(self.needsLabel)

        self.needsPlace = QVBoxLayout()
        self.needsPlace.setSpacing(2)
        self.needsPlace.setObjectName(u"needsPlace")
        self.needsPlace.setContentsMargins(0, 0, 0, 0)

        self.needsCardRows.addLayout(self.needsPlace)

        self.needsEmpty = QLabel(self.needsCard)
        self.needsEmpty.setObjectName(u"needsEmpty")
        self.needsEmpty.setText(u"")
        self.needsEmpty.setTextFormat(Qt.TextFormat.PlainText)
        self.needsEmpty.setWordWrap(True)
        self.needsEmpty.setProperty(u"look", u"second")

        self.needsCardRows.addWidget(self.needsEmpty)

        self.spacer3 = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.needsCardRows.addItem(self.spacer3)


        self.columns.addWidget(self.needsCard)

        self.clocksCard = QFrame(Today)
        self.clocksCard.setObjectName(u"clocksCard")
        self.clocksCard.setProperty(u"look", u"card")
        self.clocksCardRows = QVBoxLayout(self.clocksCard)
        self.clocksCardRows.setSpacing(8)
        self.clocksCardRows.setObjectName(u"clocksCardRows")
        self.clocksCardRows.setContentsMargins(16, 12, 16, 16)
        self.clocksLabel = QLabel(self.clocksCard)
        self.clocksLabel.setObjectName(u"clocksLabel")
        self.clocksLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.clocksLabel.setWordWrap(True)
        self.clocksLabel.setProperty(u"look", u"heading")

        self.clocksCardRows.addWidget(self.clocksLabel)

        self.clocksPlace = QVBoxLayout()
        self.clocksPlace.setSpacing(2)
        self.clocksPlace.setObjectName(u"clocksPlace")
        self.clocksPlace.setContentsMargins(0, 0, 0, 0)

        self.clocksCardRows.addLayout(self.clocksPlace)

        self.clocksEmpty = QLabel(self.clocksCard)
        self.clocksEmpty.setObjectName(u"clocksEmpty")
        self.clocksEmpty.setTextFormat(Qt.TextFormat.PlainText)
        self.clocksEmpty.setWordWrap(True)
        self.clocksEmpty.setProperty(u"look", u"second")

        self.clocksCardRows.addWidget(self.clocksEmpty)

        self.clocksNote = QLabel(self.clocksCard)
        self.clocksNote.setObjectName(u"clocksNote")
        self.clocksNote.setTextFormat(Qt.TextFormat.PlainText)
        self.clocksNote.setWordWrap(True)
        self.clocksNote.setProperty(u"look", u"small")

        self.clocksCardRows.addWidget(self.clocksNote)

        self.spacer4 = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.clocksCardRows.addItem(self.spacer4)


        self.columns.addWidget(self.clocksCard)

        self.columns.setStretch(0, 1)
        self.columns.setStretch(1, 1)

        self.rows.addLayout(self.columns)

        self.fortnightCard = QFrame(Today)
        self.fortnightCard.setObjectName(u"fortnightCard")
        self.fortnightCard.setProperty(u"look", u"card")
        self.fortnightCardRows = QVBoxLayout(self.fortnightCard)
        self.fortnightCardRows.setSpacing(8)
        self.fortnightCardRows.setObjectName(u"fortnightCardRows")
        self.fortnightCardRows.setContentsMargins(16, 12, 16, 16)
        self.fortnightLabel = QLabel(self.fortnightCard)
        self.fortnightLabel.setObjectName(u"fortnightLabel")
        self.fortnightLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.fortnightLabel.setWordWrap(True)
        self.fortnightLabel.setProperty(u"look", u"heading")

        self.fortnightCardRows.addWidget(self.fortnightLabel)

        self.fortnightSentence = QLabel(self.fortnightCard)
        self.fortnightSentence.setObjectName(u"fortnightSentence")
        self.fortnightSentence.setText(u"")
        self.fortnightSentence.setTextFormat(Qt.TextFormat.PlainText)
        self.fortnightSentence.setWordWrap(True)

        self.fortnightCardRows.addWidget(self.fortnightSentence)

        self.stripPlace = QVBoxLayout()
        self.stripPlace.setSpacing(0)
        self.stripPlace.setObjectName(u"stripPlace")
        self.stripPlace.setContentsMargins(0, 0, 0, 0)

        self.fortnightCardRows.addLayout(self.stripPlace)

        self.fortnightNote = QLabel(self.fortnightCard)
        self.fortnightNote.setObjectName(u"fortnightNote")
        self.fortnightNote.setTextFormat(Qt.TextFormat.PlainText)
        self.fortnightNote.setWordWrap(True)
        self.fortnightNote.setProperty(u"look", u"small")

        self.fortnightCardRows.addWidget(self.fortnightNote)


        self.rows.addWidget(self.fortnightCard)

        self.newsCard = QFrame(Today)
        self.newsCard.setObjectName(u"newsCard")
        self.newsCard.setProperty(u"look", u"card")
        self.newsCardRows = QVBoxLayout(self.newsCard)
        self.newsCardRows.setSpacing(8)
        self.newsCardRows.setObjectName(u"newsCardRows")
        self.newsCardRows.setContentsMargins(16, 12, 16, 16)
        self.newsLabel = QLabel(self.newsCard)
        self.newsLabel.setObjectName(u"newsLabel")
        self.newsLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.newsLabel.setWordWrap(True)
        self.newsLabel.setProperty(u"look", u"heading")

        self.newsCardRows.addWidget(self.newsLabel)

        self.newsPlace = QVBoxLayout()
        self.newsPlace.setSpacing(4)
        self.newsPlace.setObjectName(u"newsPlace")
        self.newsPlace.setContentsMargins(0, 0, 0, 0)

        self.newsCardRows.addLayout(self.newsPlace)


        self.rows.addWidget(self.newsCard)

        self.spacer5 = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.rows.addItem(self.spacer5)

        QWidget.setTabOrder(self.newButton, self.nearMissButton)
        QWidget.setTabOrder(self.nearMissButton, self.logButton)
        QWidget.setTabOrder(self.logButton, self.quietButton)

        self.retranslateUi(Today)

        QMetaObject.connectSlotsByName(Today)
    # setupUi

    def retranslateUi(self, Today):
        self.newButton.setText(QCoreApplication.translate("Today", u"New incident", None))
        self.nearMissButton.setText(QCoreApplication.translate("Today", u"Near miss or good catch", None))
#if QT_CONFIG(accessibility)
        self.questionCard.setAccessibleName(QCoreApplication.translate("Today", u"End of shift", None))
#endif // QT_CONFIG(accessibility)
        self.logButton.setText(QCoreApplication.translate("Today", u"Log something", None))
        self.quietButton.setText(QCoreApplication.translate("Today", u"Quiet shift, confirm", None))
#if QT_CONFIG(accessibility)
        self.needsCard.setAccessibleName(QCoreApplication.translate("Today", u"Needs you", None))
#endif // QT_CONFIG(accessibility)
        self.needsLabel.setText(QCoreApplication.translate("Today", u"Needs you", None))
#if QT_CONFIG(accessibility)
        self.clocksCard.setAccessibleName(QCoreApplication.translate("Today", u"Clocks", None))
#endif // QT_CONFIG(accessibility)
        self.clocksLabel.setText(QCoreApplication.translate("Today", u"Clocks", None))
        self.clocksEmpty.setText(QCoreApplication.translate("Today", u"No clocks are running.", None))
        self.clocksNote.setText(QCoreApplication.translate("Today", u"Reminders only. Follow your policy and the patient's plan.", None))
#if QT_CONFIG(accessibility)
        self.fortnightCard.setAccessibleName(QCoreApplication.translate("Today", u"This fortnight", None))
#endif // QT_CONFIG(accessibility)
        self.fortnightLabel.setText(QCoreApplication.translate("Today", u"This fortnight", None))
        self.fortnightNote.setText(QCoreApplication.translate("Today", u"Figure: entries that day. Dot: quiet day, confirmed. Hatch: not reported. Open square: today, nothing yet.", None))
#if QT_CONFIG(accessibility)
        self.newsCard.setAccessibleName(QCoreApplication.translate("Today", u"What changed because you reported", None))
#endif // QT_CONFIG(accessibility)
        self.newsLabel.setText(QCoreApplication.translate("Today", u"What changed because you reported", None))
        pass
    # retranslateUi
