"""Compiled from ui/incidents.ui by build/forms.py; never edited."""

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

class Ui_Incidents(object):
    def setupUi(self, Incidents):
        if not Incidents.objectName():
            Incidents.setObjectName(u"Incidents")
        self.panes = QHBoxLayout(Incidents)
        self.panes.setSpacing(0)
        self.panes.setObjectName(u"panes")
        self.panes.setContentsMargins(0, 0, 0, 0)
        self.listPane = QWidget(Incidents)
        self.listPane.setObjectName(u"listPane")
        self.listRows = QVBoxLayout(self.listPane)
        self.listRows.setSpacing(8)
        self.listRows.setObjectName(u"listRows")
        self.listRows.setContentsMargins(24, 16, 16, 12)
        self.titleLabel = QLabel(self.listPane)
        self.titleLabel.setObjectName(u"titleLabel")
        self.titleLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.titleLabel.setWordWrap(True)
        self.titleLabel.setProperty(u"look", u"title")

        self.listRows.addWidget(self.titleLabel)

        self.searchLabel = QLabel(self.listPane)
        self.searchLabel.setObjectName(u"searchLabel")
        self.searchLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.searchLabel.setWordWrap(True)

        self.listRows.addWidget(self.searchLabel)

        self.searchRow = QHBoxLayout()
        self.searchRow.setSpacing(8)
        self.searchRow.setObjectName(u"searchRow")
        self.searchRow.setContentsMargins(0, 0, 0, 0)
        self.searchEdit = QLineEdit(self.listPane)
        self.searchEdit.setObjectName(u"searchEdit")
        self.searchEdit.setClearButtonEnabled(False)

        self.searchRow.addWidget(self.searchEdit)

        self.filterButton = QPushButton(self.listPane)
        self.filterButton.setObjectName(u"filterButton")

        self.searchRow.addWidget(self.filterButton)

        self.searchRow.setStretch(0, 1)

        self.listRows.addLayout(self.searchRow)

        self.daysBox = QWidget(self.listPane)
        self.daysBox.setObjectName(u"daysBox")
        self.daysRow = QHBoxLayout(self.daysBox)
        self.daysRow.setSpacing(8)
        self.daysRow.setObjectName(u"daysRow")
        self.daysRow.setContentsMargins(0, 0, 0, 0)
        self.fromLabel = QLabel(self.daysBox)
        self.fromLabel.setObjectName(u"fromLabel")
        self.fromLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.daysRow.addWidget(self.fromLabel)

        self.fromEdit = QLineEdit(self.daysBox)
        self.fromEdit.setObjectName(u"fromEdit")

        self.daysRow.addWidget(self.fromEdit)

        self.toLabel = QLabel(self.daysBox)
        self.toLabel.setObjectName(u"toLabel")
        self.toLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.daysRow.addWidget(self.toLabel)

        self.toEdit = QLineEdit(self.daysBox)
        self.toEdit.setObjectName(u"toEdit")

        self.daysRow.addWidget(self.toEdit)

        self.daysButton = QPushButton(self.daysBox)
        self.daysButton.setObjectName(u"daysButton")

        self.daysRow.addWidget(self.daysButton)

        self.spacer1 = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.daysRow.addItem(self.spacer1)


        self.listRows.addWidget(self.daysBox)

        self.tagsPlace = QVBoxLayout()
        self.tagsPlace.setSpacing(0)
        self.tagsPlace.setObjectName(u"tagsPlace")
        self.tagsPlace.setContentsMargins(0, 0, 0, 0)

        self.listRows.addLayout(self.tagsPlace)

        self.countLabel = QLabel(self.listPane)
        self.countLabel.setObjectName(u"countLabel")
        self.countLabel.setText(u"")
        self.countLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.countLabel.setWordWrap(True)
        self.countLabel.setProperty(u"look", u"second")

        self.listRows.addWidget(self.countLabel)

        self.tablePlace = QVBoxLayout()
        self.tablePlace.setSpacing(0)
        self.tablePlace.setObjectName(u"tablePlace")
        self.tablePlace.setContentsMargins(0, 0, 0, 0)

        self.listRows.addLayout(self.tablePlace)

        self.listRows.setStretch(6, 1)

        self.panes.addWidget(self.listPane)

        self.detailPane = QWidget(Incidents)
        self.detailPane.setObjectName(u"detailPane")
        self.detailRows = QVBoxLayout(self.detailPane)
        self.detailRows.setSpacing(4)
        self.detailRows.setObjectName(u"detailRows")
        self.detailRows.setContentsMargins(0, 12, 0, 0)
        self.backRow = QHBoxLayout()
        self.backRow.setSpacing(8)
        self.backRow.setObjectName(u"backRow")
        self.backRow.setContentsMargins(16, 0, 0, 0)
        self.backButton = QPushButton(self.detailPane)
        self.backButton.setObjectName(u"backButton")
        self.backButton.setProperty(u"look", u"quiet")

        self.backRow.addWidget(self.backButton)

        self.spacer2 = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.backRow.addItem(self.spacer2)


        self.detailRows.addLayout(self.backRow)

        self.detailPlace = QVBoxLayout()
        self.detailPlace.setSpacing(0)
        self.detailPlace.setObjectName(u"detailPlace")
        self.detailPlace.setContentsMargins(0, 0, 0, 0)

        self.detailRows.addLayout(self.detailPlace)

        self.detailRows.setStretch(1, 1)

        self.panes.addWidget(self.detailPane)

        self.panes.setStretch(0, 6)
        self.panes.setStretch(1, 5)
#if QT_CONFIG(shortcut)
        self.searchLabel.setBuddy(self.searchEdit)
        self.fromLabel.setBuddy(self.fromEdit)
        self.toLabel.setBuddy(self.toEdit)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.searchEdit, self.filterButton)
        QWidget.setTabOrder(self.filterButton, self.fromEdit)
        QWidget.setTabOrder(self.fromEdit, self.toEdit)
        QWidget.setTabOrder(self.toEdit, self.daysButton)

        self.retranslateUi(Incidents)

        QMetaObject.connectSlotsByName(Incidents)
    # setupUi

    def retranslateUi(self, Incidents):
        self.titleLabel.setText(QCoreApplication.translate("Incidents", u"Incidents", None))
        self.searchLabel.setText(QCoreApplication.translate("Incidents", u"Search", None))
#if QT_CONFIG(accessibility)
        self.searchEdit.setAccessibleName(QCoreApplication.translate("Incidents", u"Search incidents", None))
#endif // QT_CONFIG(accessibility)
        self.filterButton.setText(QCoreApplication.translate("Incidents", u"Add a filter", None))
        self.fromLabel.setText(QCoreApplication.translate("Incidents", u"From", None))
#if QT_CONFIG(accessibility)
        self.fromEdit.setAccessibleName(QCoreApplication.translate("Incidents", u"From this day", None))
#endif // QT_CONFIG(accessibility)
        self.toLabel.setText(QCoreApplication.translate("Incidents", u"to", None))
#if QT_CONFIG(accessibility)
        self.toEdit.setAccessibleName(QCoreApplication.translate("Incidents", u"To this day", None))
#endif // QT_CONFIG(accessibility)
        self.daysButton.setText(QCoreApplication.translate("Incidents", u"Use these days", None))
        self.backButton.setText(QCoreApplication.translate("Incidents", u"Back to the list", None))
        pass
    # retranslateUi
