"""Compiled from ui/load_series.ui by build/forms.py; never edited."""

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QHBoxLayout, QLabel, QPushButton,
    QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)

class Ui_LoadSeries(object):
    def setupUi(self, LoadSeries):
        if not LoadSeries.objectName():
            LoadSeries.setObjectName(u"LoadSeries")
        self.rows = QVBoxLayout(LoadSeries)
        self.rows.setSpacing(12)
        self.rows.setObjectName(u"rows")
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.setObjectName(u"head")
        self.head.setContentsMargins(0, 0, 0, 0)
        self.backButton = QPushButton(LoadSeries)
        self.backButton.setObjectName(u"backButton")
        self.backButton.setProperty(u"look", u"quiet")

        self.head.addWidget(self.backButton)

        self.headSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.head.addItem(self.headSpace)


        self.rows.addLayout(self.head)

        self.titleLabel = QLabel(LoadSeries)
        self.titleLabel.setObjectName(u"titleLabel")
        self.titleLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.titleLabel.setWordWrap(True)
        self.titleLabel.setProperty(u"look", u"title")

        self.rows.addWidget(self.titleLabel)

        self.introLabel = QLabel(LoadSeries)
        self.introLabel.setObjectName(u"introLabel")
        self.introLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.introLabel.setWordWrap(True)
        self.introLabel.setProperty(u"look", u"second")

        self.rows.addWidget(self.introLabel)

        self.fileRow = QHBoxLayout()
        self.fileRow.setSpacing(8)
        self.fileRow.setObjectName(u"fileRow")
        self.fileRow.setContentsMargins(0, 0, 0, 0)
        self.fileButton = QPushButton(LoadSeries)
        self.fileButton.setObjectName(u"fileButton")

        self.fileRow.addWidget(self.fileButton)

        self.fileLabel = QLabel(LoadSeries)
        self.fileLabel.setObjectName(u"fileLabel")
        self.fileLabel.setText(u"")
        self.fileLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.fileLabel.setWordWrap(True)
        self.fileLabel.setProperty(u"look", u"second")

        self.fileRow.addWidget(self.fileLabel)

        self.fileSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.fileRow.addItem(self.fileSpace)


        self.rows.addLayout(self.fileRow)

        self.mappingRow = QHBoxLayout()
        self.mappingRow.setSpacing(8)
        self.mappingRow.setObjectName(u"mappingRow")
        self.mappingRow.setContentsMargins(0, 0, 0, 0)
        self.mappingButton = QPushButton(LoadSeries)
        self.mappingButton.setObjectName(u"mappingButton")

        self.mappingRow.addWidget(self.mappingButton)

        self.mappingLabel = QLabel(LoadSeries)
        self.mappingLabel.setObjectName(u"mappingLabel")
        self.mappingLabel.setText(u"")
        self.mappingLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.mappingLabel.setWordWrap(True)
        self.mappingLabel.setProperty(u"look", u"second")

        self.mappingRow.addWidget(self.mappingLabel)

        self.mappingSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.mappingRow.addItem(self.mappingSpace)


        self.rows.addLayout(self.mappingRow)

        self.problemRow = QVBoxLayout()
        self.problemRow.setSpacing(8)
        self.problemRow.setObjectName(u"problemRow")
        self.problemRow.setContentsMargins(0, 0, 0, 0)

        self.rows.addLayout(self.problemRow)

        self.planGroup = QWidget(LoadSeries)
        self.planGroup.setObjectName(u"planGroup")
        self.planGroupRows = QVBoxLayout(self.planGroup)
        self.planGroupRows.setSpacing(8)
        self.planGroupRows.setObjectName(u"planGroupRows")
        self.planGroupRows.setContentsMargins(0, 0, 0, 0)
        self.planHead = QLabel(self.planGroup)
        self.planHead.setObjectName(u"planHead")
        self.planHead.setTextFormat(Qt.TextFormat.PlainText)
        self.planHead.setWordWrap(True)
        self.planHead.setProperty(u"look", u"heading")

        self.planGroupRows.addWidget(self.planHead)

        self.planLabel = QLabel(self.planGroup)
        self.planLabel.setObjectName(u"planLabel")
        self.planLabel.setText(u"")
        self.planLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.planLabel.setWordWrap(True)

        self.planGroupRows.addWidget(self.planLabel)

        self.badRow = QVBoxLayout()
        self.badRow.setSpacing(8)
        self.badRow.setObjectName(u"badRow")
        self.badRow.setContentsMargins(0, 0, 0, 0)

        self.planGroupRows.addLayout(self.badRow)

        self.planRow = QHBoxLayout()
        self.planRow.setSpacing(8)
        self.planRow.setObjectName(u"planRow")
        self.planRow.setContentsMargins(0, 0, 0, 0)
        self.loadButton = QPushButton(self.planGroup)
        self.loadButton.setObjectName(u"loadButton")
        self.loadButton.setProperty(u"look", u"primary")

        self.planRow.addWidget(self.loadButton)

        self.planSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.planRow.addItem(self.planSpace)


        self.planGroupRows.addLayout(self.planRow)


        self.rows.addWidget(self.planGroup)

        QWidget.setTabOrder(self.backButton, self.fileButton)
        QWidget.setTabOrder(self.fileButton, self.mappingButton)
        QWidget.setTabOrder(self.mappingButton, self.loadButton)

        self.retranslateUi(LoadSeries)

        QMetaObject.connectSlotsByName(LoadSeries)
    # setupUi

    def retranslateUi(self, LoadSeries):
        self.backButton.setText(QCoreApplication.translate("LoadSeries", u"Outside series", None))
        self.titleLabel.setText(QCoreApplication.translate("LoadSeries", u"Load series from outside", None))
        self.introLabel.setText(QCoreApplication.translate("LoadSeries", u"A CSV with a month, a provider, a measure and a value in each row. The plan is shown first; nothing is changed until you load it.", None))
        self.fileButton.setText(QCoreApplication.translate("LoadSeries", u"Choose the CSV file", None))
        self.mappingButton.setText(QCoreApplication.translate("LoadSeries", u"Choose another mapping", None))
        self.planHead.setText(QCoreApplication.translate("LoadSeries", u"What loading would do", None))
        self.loadButton.setText(QCoreApplication.translate("LoadSeries", u"Load these series", None))
        pass
    # retranslateUi
