"""Compiled from ui/incident_form.ui by build/forms.py; never edited."""

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

class Ui_IncidentForm(object):
    def setupUi(self, IncidentForm):
        if not IncidentForm.objectName():
            IncidentForm.setObjectName(u"IncidentForm")
        self.rows = QVBoxLayout(IncidentForm)
        self.rows.setSpacing(12)
        self.rows.setObjectName(u"rows")
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.titleRow = QHBoxLayout()
        self.titleRow.setSpacing(8)
        self.titleRow.setObjectName(u"titleRow")
        self.titleRow.setContentsMargins(0, 0, 0, 0)
        self.titleLabel = QLabel(IncidentForm)
        self.titleLabel.setObjectName(u"titleLabel")
        self.titleLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.titleLabel.setWordWrap(True)
        self.titleLabel.setProperty(u"look", u"title")

        self.titleRow.addWidget(self.titleLabel)

        self.spacer1 = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.titleRow.addItem(self.spacer1)

        self.draftLabel = QLabel(IncidentForm)
        self.draftLabel.setObjectName(u"draftLabel")
        self.draftLabel.setText(u"")
        self.draftLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.draftLabel.setProperty(u"look", u"second")

        self.titleRow.addWidget(self.draftLabel)

        self.titleRow.setStretch(0, 1)

        self.rows.addLayout(self.titleRow)

        self.keptFrame = QFrame(IncidentForm)
        self.keptFrame.setObjectName(u"keptFrame")
        self.keptFrame.setProperty(u"look", u"note-box")
        self.keptRow = QHBoxLayout(self.keptFrame)
        self.keptRow.setSpacing(8)
        self.keptRow.setObjectName(u"keptRow")
        self.keptRow.setContentsMargins(12, 8, 12, 8)
        self.keptLabel = QLabel(self.keptFrame)
        self.keptLabel.setObjectName(u"keptLabel")
        self.keptLabel.setText(u"")
        self.keptLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.keptLabel.setWordWrap(True)

        self.keptRow.addWidget(self.keptLabel)

        self.keptContinueButton = QPushButton(self.keptFrame)
        self.keptContinueButton.setObjectName(u"keptContinueButton")

        self.keptRow.addWidget(self.keptContinueButton)

        self.keptLaterButton = QPushButton(self.keptFrame)
        self.keptLaterButton.setObjectName(u"keptLaterButton")
        self.keptLaterButton.setProperty(u"look", u"quiet")

        self.keptRow.addWidget(self.keptLaterButton)

        self.keptRow.setStretch(0, 1)

        self.rows.addWidget(self.keptFrame)

        self.problemPlace = QVBoxLayout()
        self.problemPlace.setSpacing(0)
        self.problemPlace.setObjectName(u"problemPlace")
        self.problemPlace.setContentsMargins(0, 0, 0, 0)

        self.rows.addLayout(self.problemPlace)

        self.columns = QHBoxLayout()
        self.columns.setSpacing(16)
        self.columns.setObjectName(u"columns")
        self.columns.setContentsMargins(0, 0, 0, 0)
        self.questions = QVBoxLayout()
        self.questions.setSpacing(12)
        self.questions.setObjectName(u"questions")
        self.questions.setContentsMargins(0, 0, 0, 0)
        self.whatCard = QFrame(IncidentForm)
        self.whatCard.setObjectName(u"whatCard")
        self.whatCard.setProperty(u"look", u"card")
        self.whatCardRows = QVBoxLayout(self.whatCard)
        self.whatCardRows.setSpacing(8)
        self.whatCardRows.setObjectName(u"whatCardRows")
        self.whatCardRows.setContentsMargins(16, 12, 16, 16)
        self.whatLabel = QLabel(self.whatCard)
        self.whatLabel.setObjectName(u"whatLabel")
        self.whatLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.whatLabel.setWordWrap(True)
        self.whatLabel.setProperty(u"look", u"heading")

        self.whatCardRows.addWidget(self.whatLabel)

        self.whatHint = QLabel(self.whatCard)
        self.whatHint.setObjectName(u"whatHint")
        self.whatHint.setTextFormat(Qt.TextFormat.PlainText)
        self.whatHint.setWordWrap(True)
        self.whatHint.setProperty(u"look", u"small")

        self.whatCardRows.addWidget(self.whatHint)

        self.whatPlace = QVBoxLayout()
        self.whatPlace.setSpacing(0)
        self.whatPlace.setObjectName(u"whatPlace")
        self.whatPlace.setContentsMargins(0, 0, 0, 0)

        self.whatCardRows.addLayout(self.whatPlace)

        self.otherBox = QWidget(self.whatCard)
        self.otherBox.setObjectName(u"otherBox")
        self.otherRows = QVBoxLayout(self.otherBox)
        self.otherRows.setSpacing(4)
        self.otherRows.setObjectName(u"otherRows")
        self.otherRows.setContentsMargins(0, 0, 0, 0)
        self.otherLabel = QLabel(self.otherBox)
        self.otherLabel.setObjectName(u"otherLabel")
        self.otherLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.otherLabel.setWordWrap(True)
        self.otherLabel.setProperty(u"look", u"subheading")

        self.otherRows.addWidget(self.otherLabel)

        self.otherPlace = QVBoxLayout()
        self.otherPlace.setSpacing(0)
        self.otherPlace.setObjectName(u"otherPlace")
        self.otherPlace.setContentsMargins(0, 0, 0, 0)

        self.otherRows.addLayout(self.otherPlace)


        self.whatCardRows.addWidget(self.otherBox)


        self.questions.addWidget(self.whatCard)

        self.storyCard = QFrame(IncidentForm)
        self.storyCard.setObjectName(u"storyCard")
        self.storyCard.setProperty(u"look", u"card")
        self.storyCardRows = QVBoxLayout(self.storyCard)
        self.storyCardRows.setSpacing(8)
        self.storyCardRows.setObjectName(u"storyCardRows")
        self.storyCardRows.setContentsMargins(16, 12, 16, 16)
        self.storyLabel = QLabel(self.storyCard)
        self.storyLabel.setObjectName(u"storyLabel")
        self.storyLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.storyLabel.setWordWrap(True)
        self.storyLabel.setProperty(u"look", u"heading")

        self.storyCardRows.addWidget(self.storyLabel)

        self.storyHint = QLabel(self.storyCard)
        self.storyHint.setObjectName(u"storyHint")
        self.storyHint.setTextFormat(Qt.TextFormat.PlainText)
        self.storyHint.setWordWrap(True)
        self.storyHint.setProperty(u"look", u"small")

        self.storyCardRows.addWidget(self.storyHint)

        self.storyEditPlace = QVBoxLayout()
        self.storyEditPlace.setSpacing(0)
        self.storyEditPlace.setObjectName(u"storyEditPlace")
        self.storyEditPlace.setContentsMargins(0, 0, 0, 0)

        self.storyCardRows.addLayout(self.storyEditPlace)

        self.storyPlace = QVBoxLayout()
        self.storyPlace.setSpacing(0)
        self.storyPlace.setObjectName(u"storyPlace")
        self.storyPlace.setContentsMargins(0, 0, 0, 0)

        self.storyCardRows.addLayout(self.storyPlace)

        self.stoppedLabel = QLabel(self.storyCard)
        self.stoppedLabel.setObjectName(u"stoppedLabel")
        self.stoppedLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.stoppedLabel.setWordWrap(True)
        self.stoppedLabel.setProperty(u"look", u"subheading")

        self.storyCardRows.addWidget(self.stoppedLabel)

        self.stoppedEditPlace = QVBoxLayout()
        self.stoppedEditPlace.setSpacing(0)
        self.stoppedEditPlace.setObjectName(u"stoppedEditPlace")
        self.stoppedEditPlace.setContentsMargins(0, 0, 0, 0)

        self.storyCardRows.addLayout(self.stoppedEditPlace)


        self.questions.addWidget(self.storyCard)

        self.whenCard = QFrame(IncidentForm)
        self.whenCard.setObjectName(u"whenCard")
        self.whenCard.setProperty(u"look", u"card")
        self.whenCardRows = QVBoxLayout(self.whenCard)
        self.whenCardRows.setSpacing(8)
        self.whenCardRows.setObjectName(u"whenCardRows")
        self.whenCardRows.setContentsMargins(16, 12, 16, 16)
        self.whenLabel = QLabel(self.whenCard)
        self.whenLabel.setObjectName(u"whenLabel")
        self.whenLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.whenLabel.setWordWrap(True)
        self.whenLabel.setProperty(u"look", u"heading")

        self.whenCardRows.addWidget(self.whenLabel)

        self.whenHint = QLabel(self.whenCard)
        self.whenHint.setObjectName(u"whenHint")
        self.whenHint.setTextFormat(Qt.TextFormat.PlainText)
        self.whenHint.setWordWrap(True)
        self.whenHint.setProperty(u"look", u"small")

        self.whenCardRows.addWidget(self.whenHint)

        self.whenPlace = QVBoxLayout()
        self.whenPlace.setSpacing(0)
        self.whenPlace.setObjectName(u"whenPlace")
        self.whenPlace.setContentsMargins(0, 0, 0, 0)

        self.whenCardRows.addLayout(self.whenPlace)

        self.spansPlace = QVBoxLayout()
        self.spansPlace.setSpacing(0)
        self.spansPlace.setObjectName(u"spansPlace")
        self.spansPlace.setContentsMargins(0, 0, 0, 0)

        self.whenCardRows.addLayout(self.spansPlace)


        self.questions.addWidget(self.whenCard)

        self.whereCard = QFrame(IncidentForm)
        self.whereCard.setObjectName(u"whereCard")
        self.whereCard.setProperty(u"look", u"card")
        self.whereCardRows = QVBoxLayout(self.whereCard)
        self.whereCardRows.setSpacing(8)
        self.whereCardRows.setObjectName(u"whereCardRows")
        self.whereCardRows.setContentsMargins(16, 12, 16, 16)
        self.whereLabel = QLabel(self.whereCard)
        self.whereLabel.setObjectName(u"whereLabel")
        self.whereLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.whereLabel.setWordWrap(True)
        self.whereLabel.setProperty(u"look", u"heading")

        self.whereCardRows.addWidget(self.whereLabel)

        self.wherePlace = QVBoxLayout()
        self.wherePlace.setSpacing(0)
        self.wherePlace.setObjectName(u"wherePlace")
        self.wherePlace.setContentsMargins(0, 0, 0, 0)

        self.whereCardRows.addLayout(self.wherePlace)


        self.questions.addWidget(self.whereCard)

        self.whoCard = QFrame(IncidentForm)
        self.whoCard.setObjectName(u"whoCard")
        self.whoCard.setProperty(u"look", u"card")
        self.whoCardRows = QVBoxLayout(self.whoCard)
        self.whoCardRows.setSpacing(8)
        self.whoCardRows.setObjectName(u"whoCardRows")
        self.whoCardRows.setContentsMargins(16, 12, 16, 16)
        self.whoLabel = QLabel(self.whoCard)
        self.whoLabel.setObjectName(u"whoLabel")
        self.whoLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.whoLabel.setWordWrap(True)
        self.whoLabel.setProperty(u"look", u"heading")

        self.whoCardRows.addWidget(self.whoLabel)

        self.whoHint = QLabel(self.whoCard)
        self.whoHint.setObjectName(u"whoHint")
        self.whoHint.setTextFormat(Qt.TextFormat.PlainText)
        self.whoHint.setWordWrap(True)
        self.whoHint.setProperty(u"look", u"small")

        self.whoCardRows.addWidget(self.whoHint)

        self.whoPlace = QVBoxLayout()
        self.whoPlace.setSpacing(0)
        self.whoPlace.setObjectName(u"whoPlace")
        self.whoPlace.setContentsMargins(0, 0, 0, 0)

        self.whoCardRows.addLayout(self.whoPlace)


        self.questions.addWidget(self.whoCard)

        self.reasonCard = QFrame(IncidentForm)
        self.reasonCard.setObjectName(u"reasonCard")
        self.reasonCard.setProperty(u"look", u"card")
        self.reasonCardRows = QVBoxLayout(self.reasonCard)
        self.reasonCardRows.setSpacing(8)
        self.reasonCardRows.setObjectName(u"reasonCardRows")
        self.reasonCardRows.setContentsMargins(16, 12, 16, 16)
        self.reasonLabel = QLabel(self.reasonCard)
        self.reasonLabel.setObjectName(u"reasonLabel")
        self.reasonLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.reasonLabel.setWordWrap(True)
        self.reasonLabel.setProperty(u"look", u"heading")

        self.reasonCardRows.addWidget(self.reasonLabel)

        self.reasonHint = QLabel(self.reasonCard)
        self.reasonHint.setObjectName(u"reasonHint")
        self.reasonHint.setTextFormat(Qt.TextFormat.PlainText)
        self.reasonHint.setWordWrap(True)
        self.reasonHint.setProperty(u"look", u"small")

        self.reasonCardRows.addWidget(self.reasonHint)

        self.reasonPlace = QVBoxLayout()
        self.reasonPlace.setSpacing(0)
        self.reasonPlace.setObjectName(u"reasonPlace")
        self.reasonPlace.setContentsMargins(0, 0, 0, 0)

        self.reasonCardRows.addLayout(self.reasonPlace)


        self.questions.addWidget(self.reasonCard)

        self.hurtCard = QFrame(IncidentForm)
        self.hurtCard.setObjectName(u"hurtCard")
        self.hurtCard.setProperty(u"look", u"card")
        self.hurtCardRows = QVBoxLayout(self.hurtCard)
        self.hurtCardRows.setSpacing(8)
        self.hurtCardRows.setObjectName(u"hurtCardRows")
        self.hurtCardRows.setContentsMargins(16, 12, 16, 16)
        self.hurtLabel = QLabel(self.hurtCard)
        self.hurtLabel.setObjectName(u"hurtLabel")
        self.hurtLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.hurtLabel.setWordWrap(True)
        self.hurtLabel.setProperty(u"look", u"heading")

        self.hurtCardRows.addWidget(self.hurtLabel)

        self.hurtHint = QLabel(self.hurtCard)
        self.hurtHint.setObjectName(u"hurtHint")
        self.hurtHint.setTextFormat(Qt.TextFormat.PlainText)
        self.hurtHint.setWordWrap(True)
        self.hurtHint.setProperty(u"look", u"small")

        self.hurtCardRows.addWidget(self.hurtHint)

        self.hurtRow = QHBoxLayout()
        self.hurtRow.setSpacing(8)
        self.hurtRow.setObjectName(u"hurtRow")
        self.hurtRow.setContentsMargins(0, 0, 0, 0)
        self.hurtPlace = QVBoxLayout()
        self.hurtPlace.setSpacing(0)
        self.hurtPlace.setObjectName(u"hurtPlace")
        self.hurtPlace.setContentsMargins(0, 0, 0, 0)

        self.hurtRow.addLayout(self.hurtPlace)

        self.spacer2 = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.hurtRow.addItem(self.spacer2)

        self.nobodyPlace = QVBoxLayout()
        self.nobodyPlace.setSpacing(0)
        self.nobodyPlace.setObjectName(u"nobodyPlace")
        self.nobodyPlace.setContentsMargins(0, 0, 0, 0)

        self.hurtRow.addLayout(self.nobodyPlace)


        self.hurtCardRows.addLayout(self.hurtRow)


        self.questions.addWidget(self.hurtCard)

        self.moreCard = QFrame(IncidentForm)
        self.moreCard.setObjectName(u"moreCard")
        self.moreCard.setProperty(u"look", u"card")
        self.moreCardRows = QVBoxLayout(self.moreCard)
        self.moreCardRows.setSpacing(8)
        self.moreCardRows.setObjectName(u"moreCardRows")
        self.moreCardRows.setContentsMargins(16, 12, 16, 16)
        self.moreLabel = QLabel(self.moreCard)
        self.moreLabel.setObjectName(u"moreLabel")
        self.moreLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.moreLabel.setWordWrap(True)
        self.moreLabel.setProperty(u"look", u"heading")

        self.moreCardRows.addWidget(self.moreLabel)

        self.moreHint = QLabel(self.moreCard)
        self.moreHint.setObjectName(u"moreHint")
        self.moreHint.setTextFormat(Qt.TextFormat.PlainText)
        self.moreHint.setWordWrap(True)
        self.moreHint.setProperty(u"look", u"small")

        self.moreCardRows.addWidget(self.moreHint)

        self.morePlace = QVBoxLayout()
        self.morePlace.setSpacing(0)
        self.morePlace.setObjectName(u"morePlace")
        self.morePlace.setContentsMargins(0, 0, 0, 0)

        self.moreCardRows.addLayout(self.morePlace)


        self.questions.addWidget(self.moreCard)


        self.columns.addLayout(self.questions)

        self.side = QWidget(IncidentForm)
        self.side.setObjectName(u"side")
        self.sideRows = QVBoxLayout(self.side)
        self.sideRows.setSpacing(8)
        self.sideRows.setObjectName(u"sideRows")
        self.sideRows.setContentsMargins(0, 0, 0, 0)
        self.meterCard = QFrame(self.side)
        self.meterCard.setObjectName(u"meterCard")
        self.meterCard.setProperty(u"look", u"card")
        self.meterRows = QVBoxLayout(self.meterCard)
        self.meterRows.setSpacing(8)
        self.meterRows.setObjectName(u"meterRows")
        self.meterRows.setContentsMargins(16, 12, 16, 16)
        self.meterLabel = QLabel(self.meterCard)
        self.meterLabel.setObjectName(u"meterLabel")
        self.meterLabel.setText(u"")
        self.meterLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.meterLabel.setWordWrap(True)
        self.meterLabel.setProperty(u"look", u"heading")

        self.meterRows.addWidget(self.meterLabel)

        self.meterPlace = QVBoxLayout()
        self.meterPlace.setSpacing(2)
        self.meterPlace.setObjectName(u"meterPlace")
        self.meterPlace.setContentsMargins(0, 0, 0, 0)

        self.meterRows.addLayout(self.meterPlace)

        self.meterHint = QLabel(self.meterCard)
        self.meterHint.setObjectName(u"meterHint")
        self.meterHint.setText(u"")
        self.meterHint.setTextFormat(Qt.TextFormat.PlainText)
        self.meterHint.setWordWrap(True)
        self.meterHint.setProperty(u"look", u"small")

        self.meterRows.addWidget(self.meterHint)


        self.sideRows.addWidget(self.meterCard)

        self.clocksCard = QFrame(self.side)
        self.clocksCard.setObjectName(u"clocksCard")
        self.clocksCard.setProperty(u"look", u"card")
        self.clocksRows = QVBoxLayout(self.clocksCard)
        self.clocksRows.setSpacing(6)
        self.clocksRows.setObjectName(u"clocksRows")
        self.clocksRows.setContentsMargins(16, 12, 16, 16)
        self.clocksLabel = QLabel(self.clocksCard)
        self.clocksLabel.setObjectName(u"clocksLabel")
        self.clocksLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.clocksLabel.setWordWrap(True)
        self.clocksLabel.setProperty(u"look", u"subheading")

        self.clocksRows.addWidget(self.clocksLabel)

        self.clocksPlace = QVBoxLayout()
        self.clocksPlace.setSpacing(6)
        self.clocksPlace.setObjectName(u"clocksPlace")
        self.clocksPlace.setContentsMargins(0, 0, 0, 0)

        self.clocksRows.addLayout(self.clocksPlace)

        self.clocksNote = QLabel(self.clocksCard)
        self.clocksNote.setObjectName(u"clocksNote")
        self.clocksNote.setTextFormat(Qt.TextFormat.PlainText)
        self.clocksNote.setWordWrap(True)
        self.clocksNote.setProperty(u"look", u"small")

        self.clocksRows.addWidget(self.clocksNote)


        self.sideRows.addWidget(self.clocksCard)

        self.spacer3 = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.sideRows.addItem(self.spacer3)


        self.columns.addWidget(self.side)

        self.columns.setStretch(0, 1)

        self.rows.addLayout(self.columns)

        self.spacer4 = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.rows.addItem(self.spacer4)


        self.retranslateUi(IncidentForm)

        QMetaObject.connectSlotsByName(IncidentForm)
    # setupUi

    def retranslateUi(self, IncidentForm):
        self.titleLabel.setText(QCoreApplication.translate("IncidentForm", u"New incident", None))
        self.keptContinueButton.setText(QCoreApplication.translate("IncidentForm", u"Continue  (Enter)", None))
#if QT_CONFIG(accessibility)
        self.keptContinueButton.setAccessibleName(QCoreApplication.translate("IncidentForm", u"Continue", None))
#endif // QT_CONFIG(accessibility)
        self.keptLaterButton.setText(QCoreApplication.translate("IncidentForm", u"Keep for later", None))
#if QT_CONFIG(accessibility)
        self.whatCard.setAccessibleName(QCoreApplication.translate("IncidentForm", u"What happened", None))
#endif // QT_CONFIG(accessibility)
        self.whatLabel.setText(QCoreApplication.translate("IncidentForm", u"1  What happened", None))
        self.whatHint.setText(QCoreApplication.translate("IncidentForm", u"Type the numbers on the left, or move with the arrows and press Space. Several may be chosen.", None))
        self.otherLabel.setText(QCoreApplication.translate("IncidentForm", u"What else happened", None))
#if QT_CONFIG(accessibility)
        self.storyCard.setAccessibleName(QCoreApplication.translate("IncidentForm", u"What happened", None))
#endif // QT_CONFIG(accessibility)
        self.storyLabel.setText(QCoreApplication.translate("IncidentForm", u"What happened", None))
        self.storyHint.setText(QCoreApplication.translate("IncidentForm", u"In a few words, without names.", None))
        self.stoppedLabel.setText(QCoreApplication.translate("IncidentForm", u"What stopped it getting worse", None))
#if QT_CONFIG(accessibility)
        self.whenCard.setAccessibleName(QCoreApplication.translate("IncidentForm", u"When", None))
#endif // QT_CONFIG(accessibility)
        self.whenLabel.setText(QCoreApplication.translate("IncidentForm", u"2  When", None))
        self.whenHint.setText(QCoreApplication.translate("IncidentForm", u"Type a time as 0305, or minutes ago as 10.", None))
#if QT_CONFIG(accessibility)
        self.whereCard.setAccessibleName(QCoreApplication.translate("IncidentForm", u"Where", None))
#endif // QT_CONFIG(accessibility)
        self.whereLabel.setText(QCoreApplication.translate("IncidentForm", u"3  Where", None))
#if QT_CONFIG(accessibility)
        self.whoCard.setAccessibleName(QCoreApplication.translate("IncidentForm", u"Who", None))
#endif // QT_CONFIG(accessibility)
        self.whoLabel.setText(QCoreApplication.translate("IncidentForm", u"4  Who", None))
        self.whoHint.setText(QCoreApplication.translate("IncidentForm", u"Type initials, bed or name.", None))
#if QT_CONFIG(accessibility)
        self.reasonCard.setAccessibleName(QCoreApplication.translate("IncidentForm", u"Main reason", None))
#endif // QT_CONFIG(accessibility)
        self.reasonLabel.setText(QCoreApplication.translate("IncidentForm", u"5  Main reason", None))
        self.reasonHint.setText(QCoreApplication.translate("IncidentForm", u"The number is the national code.", None))
#if QT_CONFIG(accessibility)
        self.hurtCard.setAccessibleName(QCoreApplication.translate("IncidentForm", u"Anyone hurt?", None))
#endif // QT_CONFIG(accessibility)
        self.hurtLabel.setText(QCoreApplication.translate("IncidentForm", u"6  Anyone hurt?", None))
        self.hurtHint.setText(QCoreApplication.translate("IncidentForm", u"N no, Y yes, U not sure; 0 answers no for everyone.", None))
#if QT_CONFIG(accessibility)
        self.moreCard.setAccessibleName(QCoreApplication.translate("IncidentForm", u"More detail", None))
#endif // QT_CONFIG(accessibility)
        self.moreLabel.setText(QCoreApplication.translate("IncidentForm", u"More detail", None))
        self.moreHint.setText(QCoreApplication.translate("IncidentForm", u"Now or later: none of it is needed to finish. Ctrl+Down opens the next part.", None))
#if QT_CONFIG(accessibility)
        self.meterCard.setAccessibleName(QCoreApplication.translate("IncidentForm", u"Statutory record", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.clocksCard.setAccessibleName(QCoreApplication.translate("IncidentForm", u"Clocks that start", None))
#endif // QT_CONFIG(accessibility)
        self.clocksLabel.setText(QCoreApplication.translate("IncidentForm", u"Clocks that start", None))
        self.clocksNote.setText(QCoreApplication.translate("IncidentForm", u"Reminders only. Follow your policy and the patient's plan.", None))
        pass
    # retranslateUi
