"""Compiled from ui/incident_detail.ui by build/forms.py; never edited."""

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QComboBox, QFrame, QHBoxLayout,
    QLabel, QPushButton, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)

class Ui_IncidentDetail(object):
    def setupUi(self, IncidentDetail):
        if not IncidentDetail.objectName():
            IncidentDetail.setObjectName(u"IncidentDetail")
        self.rows = QVBoxLayout(IncidentDetail)
        self.rows.setSpacing(12)
        self.rows.setObjectName(u"rows")
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.titleLabel = QLabel(IncidentDetail)
        self.titleLabel.setObjectName(u"titleLabel")
        self.titleLabel.setText(u"")
        self.titleLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.titleLabel.setWordWrap(True)
        self.titleLabel.setProperty(u"look", u"title")

        self.rows.addWidget(self.titleLabel)

        self.whenLabel = QLabel(IncidentDetail)
        self.whenLabel.setObjectName(u"whenLabel")
        self.whenLabel.setText(u"")
        self.whenLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.whenLabel.setWordWrap(True)

        self.rows.addWidget(self.whenLabel)

        self.stateRow = QHBoxLayout()
        self.stateRow.setSpacing(8)
        self.stateRow.setObjectName(u"stateRow")
        self.stateRow.setContentsMargins(0, 0, 0, 0)
        self.stateLabel = QLabel(IncidentDetail)
        self.stateLabel.setObjectName(u"stateLabel")
        self.stateLabel.setText(u"")
        self.stateLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.stateLabel.setProperty(u"look", u"subheading")

        self.stateRow.addWidget(self.stateLabel)

        self.journeyIcon = QLabel(IncidentDetail)
        self.journeyIcon.setObjectName(u"journeyIcon")
        self.journeyIcon.setText(u"")
        self.journeyIcon.setTextFormat(Qt.TextFormat.PlainText)

        self.stateRow.addWidget(self.journeyIcon)

        self.journeyLabel = QLabel(IncidentDetail)
        self.journeyLabel.setObjectName(u"journeyLabel")
        self.journeyLabel.setText(u"")
        self.journeyLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.journeyLabel.setWordWrap(True)
        self.journeyLabel.setProperty(u"look", u"second")

        self.stateRow.addWidget(self.journeyLabel)

        self.stateRow.setStretch(2, 1)

        self.rows.addLayout(self.stateRow)

        self.archivedFrame = QFrame(IncidentDetail)
        self.archivedFrame.setObjectName(u"archivedFrame")
        self.archivedFrame.setProperty(u"look", u"caution-box")
        self.archivedRow = QHBoxLayout(self.archivedFrame)
        self.archivedRow.setSpacing(8)
        self.archivedRow.setObjectName(u"archivedRow")
        self.archivedRow.setContentsMargins(12, 8, 12, 8)
        self.archivedLabel = QLabel(self.archivedFrame)
        self.archivedLabel.setObjectName(u"archivedLabel")
        self.archivedLabel.setText(u"")
        self.archivedLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.archivedLabel.setWordWrap(True)

        self.archivedRow.addWidget(self.archivedLabel)

        self.restoreButton = QPushButton(self.archivedFrame)
        self.restoreButton.setObjectName(u"restoreButton")

        self.archivedRow.addWidget(self.restoreButton)

        self.archivedRow.setStretch(0, 1)

        self.rows.addWidget(self.archivedFrame)

        self.actionsPlace = QVBoxLayout()
        self.actionsPlace.setSpacing(0)
        self.actionsPlace.setObjectName(u"actionsPlace")
        self.actionsPlace.setContentsMargins(0, 0, 0, 0)

        self.rows.addLayout(self.actionsPlace)

        self.archiveFrame = QFrame(IncidentDetail)
        self.archiveFrame.setObjectName(u"archiveFrame")
        self.archiveFrame.setProperty(u"look", u"note-box")
        self.archiveRows = QVBoxLayout(self.archiveFrame)
        self.archiveRows.setSpacing(8)
        self.archiveRows.setObjectName(u"archiveRows")
        self.archiveRows.setContentsMargins(12, 8, 12, 8)
        self.archiveLabel = QLabel(self.archiveFrame)
        self.archiveLabel.setObjectName(u"archiveLabel")
        self.archiveLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.archiveLabel.setWordWrap(True)

        self.archiveRows.addWidget(self.archiveLabel)

        self.archiveRow = QHBoxLayout()
        self.archiveRow.setSpacing(8)
        self.archiveRow.setObjectName(u"archiveRow")
        self.archiveRow.setContentsMargins(0, 0, 0, 0)
        self.archiveReason = QComboBox(self.archiveFrame)
        self.archiveReason.setObjectName(u"archiveReason")

        self.archiveRow.addWidget(self.archiveReason)

        self.archiveNowButton = QPushButton(self.archiveFrame)
        self.archiveNowButton.setObjectName(u"archiveNowButton")

        self.archiveRow.addWidget(self.archiveNowButton)

        self.archiveLeaveButton = QPushButton(self.archiveFrame)
        self.archiveLeaveButton.setObjectName(u"archiveLeaveButton")
        self.archiveLeaveButton.setProperty(u"look", u"quiet")

        self.archiveRow.addWidget(self.archiveLeaveButton)

        self.spacer1 = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.archiveRow.addItem(self.spacer1)


        self.archiveRows.addLayout(self.archiveRow)


        self.rows.addWidget(self.archiveFrame)

        self.choicesPlace = QVBoxLayout()
        self.choicesPlace.setSpacing(8)
        self.choicesPlace.setObjectName(u"choicesPlace")
        self.choicesPlace.setContentsMargins(0, 0, 0, 0)

        self.rows.addLayout(self.choicesPlace)

        self.gapsCard = QFrame(IncidentDetail)
        self.gapsCard.setObjectName(u"gapsCard")
        self.gapsCard.setProperty(u"look", u"card")
        self.gapsCardRows = QVBoxLayout(self.gapsCard)
        self.gapsCardRows.setSpacing(8)
        self.gapsCardRows.setObjectName(u"gapsCardRows")
        self.gapsCardRows.setContentsMargins(16, 12, 16, 16)
        self.gapsLabel = QLabel(self.gapsCard)
        self.gapsLabel.setObjectName(u"gapsLabel")
        self.gapsLabel.setText(u"")
        self.gapsLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.gapsLabel.setWordWrap(True)
        self.gapsLabel.setProperty(u"look", u"heading")

        self.gapsCardRows.addWidget(self.gapsLabel)

        self.gapsHint = QLabel(self.gapsCard)
        self.gapsHint.setObjectName(u"gapsHint")
        self.gapsHint.setText(u"")
        self.gapsHint.setTextFormat(Qt.TextFormat.PlainText)
        self.gapsHint.setWordWrap(True)
        self.gapsHint.setProperty(u"look", u"small")

        self.gapsCardRows.addWidget(self.gapsHint)

        self.gapsPlace = QVBoxLayout()
        self.gapsPlace.setSpacing(0)
        self.gapsPlace.setObjectName(u"gapsPlace")
        self.gapsPlace.setContentsMargins(0, 0, 0, 0)

        self.gapsCardRows.addLayout(self.gapsPlace)


        self.rows.addWidget(self.gapsCard)

        self.timelineCard = QFrame(IncidentDetail)
        self.timelineCard.setObjectName(u"timelineCard")
        self.timelineCard.setProperty(u"look", u"card")
        self.timelineCardRows = QVBoxLayout(self.timelineCard)
        self.timelineCardRows.setSpacing(8)
        self.timelineCardRows.setObjectName(u"timelineCardRows")
        self.timelineCardRows.setContentsMargins(16, 12, 16, 16)
        self.timelineLabel = QLabel(self.timelineCard)
        self.timelineLabel.setObjectName(u"timelineLabel")
        self.timelineLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.timelineLabel.setWordWrap(True)
        self.timelineLabel.setProperty(u"look", u"heading")

        self.timelineCardRows.addWidget(self.timelineLabel)

        self.timelinePlace = QVBoxLayout()
        self.timelinePlace.setSpacing(4)
        self.timelinePlace.setObjectName(u"timelinePlace")
        self.timelinePlace.setContentsMargins(0, 0, 0, 0)

        self.timelineCardRows.addLayout(self.timelinePlace)


        self.rows.addWidget(self.timelineCard)

        self.factsCard = QFrame(IncidentDetail)
        self.factsCard.setObjectName(u"factsCard")
        self.factsCard.setProperty(u"look", u"card")
        self.factsCardRows = QVBoxLayout(self.factsCard)
        self.factsCardRows.setSpacing(8)
        self.factsCardRows.setObjectName(u"factsCardRows")
        self.factsCardRows.setContentsMargins(16, 12, 16, 16)
        self.factsLabel = QLabel(self.factsCard)
        self.factsLabel.setObjectName(u"factsLabel")
        self.factsLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.factsLabel.setWordWrap(True)
        self.factsLabel.setProperty(u"look", u"heading")

        self.factsCardRows.addWidget(self.factsLabel)

        self.factsPlace = QVBoxLayout()
        self.factsPlace.setSpacing(0)
        self.factsPlace.setObjectName(u"factsPlace")
        self.factsPlace.setContentsMargins(0, 0, 0, 0)

        self.factsCardRows.addLayout(self.factsPlace)


        self.rows.addWidget(self.factsCard)

        self.clocksCard = QFrame(IncidentDetail)
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
        self.clocksPlace.setSpacing(0)
        self.clocksPlace.setObjectName(u"clocksPlace")
        self.clocksPlace.setContentsMargins(0, 0, 0, 0)

        self.clocksCardRows.addLayout(self.clocksPlace)

        self.clocksNote = QLabel(self.clocksCard)
        self.clocksNote.setObjectName(u"clocksNote")
        self.clocksNote.setTextFormat(Qt.TextFormat.PlainText)
        self.clocksNote.setWordWrap(True)
        self.clocksNote.setProperty(u"look", u"small")

        self.clocksCardRows.addWidget(self.clocksNote)


        self.rows.addWidget(self.clocksCard)

        self.historyCard = QFrame(IncidentDetail)
        self.historyCard.setObjectName(u"historyCard")
        self.historyCard.setProperty(u"look", u"card")
        self.historyCardRows = QVBoxLayout(self.historyCard)
        self.historyCardRows.setSpacing(8)
        self.historyCardRows.setObjectName(u"historyCardRows")
        self.historyCardRows.setContentsMargins(16, 12, 16, 16)
        self.historyLabel = QLabel(self.historyCard)
        self.historyLabel.setObjectName(u"historyLabel")
        self.historyLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.historyLabel.setWordWrap(True)
        self.historyLabel.setProperty(u"look", u"heading")

        self.historyCardRows.addWidget(self.historyLabel)

        self.historyPlace = QVBoxLayout()
        self.historyPlace.setSpacing(8)
        self.historyPlace.setObjectName(u"historyPlace")
        self.historyPlace.setContentsMargins(0, 0, 0, 0)

        self.historyCardRows.addLayout(self.historyPlace)


        self.rows.addWidget(self.historyCard)

        self.spacer2 = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.rows.addItem(self.spacer2)

#if QT_CONFIG(shortcut)
        self.archiveLabel.setBuddy(self.archiveReason)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.restoreButton, self.archiveReason)
        QWidget.setTabOrder(self.archiveReason, self.archiveNowButton)
        QWidget.setTabOrder(self.archiveNowButton, self.archiveLeaveButton)

        self.retranslateUi(IncidentDetail)

        QMetaObject.connectSlotsByName(IncidentDetail)
    # setupUi

    def retranslateUi(self, IncidentDetail):
        self.restoreButton.setText(QCoreApplication.translate("IncidentDetail", u"Bring it back", None))
        self.archiveLabel.setText(QCoreApplication.translate("IncidentDetail", u"Why is it archived? Nothing is deleted, and it can be brought back.", None))
#if QT_CONFIG(accessibility)
        self.archiveReason.setAccessibleName(QCoreApplication.translate("IncidentDetail", u"Why is it archived", None))
#endif // QT_CONFIG(accessibility)
        self.archiveNowButton.setText(QCoreApplication.translate("IncidentDetail", u"Archive", None))
        self.archiveLeaveButton.setText(QCoreApplication.translate("IncidentDetail", u"Leave it as it is", None))
#if QT_CONFIG(accessibility)
        self.gapsCard.setAccessibleName(QCoreApplication.translate("IncidentDetail", u"Statutory record", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.timelineCard.setAccessibleName(QCoreApplication.translate("IncidentDetail", u"Timeline", None))
#endif // QT_CONFIG(accessibility)
        self.timelineLabel.setText(QCoreApplication.translate("IncidentDetail", u"Timeline", None))
#if QT_CONFIG(accessibility)
        self.factsCard.setAccessibleName(QCoreApplication.translate("IncidentDetail", u"Facts", None))
#endif // QT_CONFIG(accessibility)
        self.factsLabel.setText(QCoreApplication.translate("IncidentDetail", u"Facts", None))
#if QT_CONFIG(accessibility)
        self.clocksCard.setAccessibleName(QCoreApplication.translate("IncidentDetail", u"Reviews and clocks", None))
#endif // QT_CONFIG(accessibility)
        self.clocksLabel.setText(QCoreApplication.translate("IncidentDetail", u"Reviews and clocks", None))
        self.clocksNote.setText(QCoreApplication.translate("IncidentDetail", u"Reminders only. Follow your policy and the patient's plan.", None))
#if QT_CONFIG(accessibility)
        self.historyCard.setAccessibleName(QCoreApplication.translate("IncidentDetail", u"History", None))
#endif // QT_CONFIG(accessibility)
        self.historyLabel.setText(QCoreApplication.translate("IncidentDetail", u"History", None))
        pass
    # retranslateUi
