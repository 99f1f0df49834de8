"""Compiled from ui/patients.ui by build/forms.py; never edited."""

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QCheckBox, QHBoxLayout, QLabel,
    QPushButton, QSizePolicy, QVBoxLayout, QWidget)

class Ui_Patients(object):
    def setupUi(self, Patients):
        if not Patients.objectName():
            Patients.setObjectName(u"Patients")
        self.panes = QHBoxLayout(Patients)
        self.panes.setSpacing(0)
        self.panes.setObjectName(u"panes")
        self.panes.setContentsMargins(0, 0, 0, 0)
        self.listPane = QWidget(Patients)
        self.listPane.setObjectName(u"listPane")
        self.listRows = QVBoxLayout(self.listPane)
        self.listRows.setSpacing(8)
        self.listRows.setObjectName(u"listRows")
        self.listRows.setContentsMargins(24, 16, 16, 12)
        self.titleRow = QHBoxLayout()
        self.titleRow.setSpacing(8)
        self.titleRow.setObjectName(u"titleRow")
        self.titleRow.setContentsMargins(0, 0, 0, 0)
        self.titleLabel = QLabel(self.listPane)
        self.titleLabel.setObjectName(u"titleLabel")
        self.titleLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.titleLabel.setWordWrap(True)
        self.titleLabel.setProperty(u"look", u"title")

        self.titleRow.addWidget(self.titleLabel)

        self.addButton = QPushButton(self.listPane)
        self.addButton.setObjectName(u"addButton")
        self.addButton.setProperty(u"look", u"primary")

        self.titleRow.addWidget(self.addButton)

        self.titleRow.setStretch(0, 1)

        self.listRows.addLayout(self.titleRow)

        self.noteLabel = QLabel(self.listPane)
        self.noteLabel.setObjectName(u"noteLabel")
        self.noteLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.noteLabel.setWordWrap(True)
        self.noteLabel.setProperty(u"look", u"second")

        self.listRows.addWidget(self.noteLabel)

        self.goneBox = QCheckBox(self.listPane)
        self.goneBox.setObjectName(u"goneBox")

        self.listRows.addWidget(self.goneBox)

        self.tablePlace = QVBoxLayout()
        self.tablePlace.setSpacing(0)
        self.tablePlace.setObjectName(u"tablePlace")
        self.tablePlace.setContentsMargins(0, 0, 0, 0)

        self.listRows.addLayout(self.tablePlace)

        self.monthPlace = QVBoxLayout()
        self.monthPlace.setSpacing(0)
        self.monthPlace.setObjectName(u"monthPlace")
        self.monthPlace.setContentsMargins(0, 0, 0, 0)

        self.listRows.addLayout(self.monthPlace)

        self.listRows.setStretch(3, 1)

        self.panes.addWidget(self.listPane)

        self.formPane = QWidget(Patients)
        self.formPane.setObjectName(u"formPane")
        self.formRows = QVBoxLayout(self.formPane)
        self.formRows.setSpacing(4)
        self.formRows.setObjectName(u"formRows")
        self.formRows.setContentsMargins(0, 0, 0, 0)
        self.formPlace = QVBoxLayout()
        self.formPlace.setSpacing(0)
        self.formPlace.setObjectName(u"formPlace")
        self.formPlace.setContentsMargins(0, 0, 0, 0)

        self.formRows.addLayout(self.formPlace)


        self.panes.addWidget(self.formPane)

        self.panes.setStretch(0, 6)
        self.panes.setStretch(1, 5)
        QWidget.setTabOrder(self.addButton, self.goneBox)

        self.retranslateUi(Patients)

        QMetaObject.connectSlotsByName(Patients)
    # setupUi

    def retranslateUi(self, Patients):
        self.titleLabel.setText(QCoreApplication.translate("Patients", u"Patients", None))
        self.addButton.setText(QCoreApplication.translate("Patients", u"Add a patient", None))
        self.noteLabel.setText(QCoreApplication.translate("Patients", u"Names and numbers never leave this ward.", None))
        self.goneBox.setText(QCoreApplication.translate("Patients", u"Show those who have left too", None))
        pass
    # retranslateUi
