"""Compiled from ui/make_bundle.ui by build/forms.py; never edited."""

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QCheckBox, QComboBox, QHBoxLayout,
    QLabel, QPushButton, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)

class Ui_MakeBundle(object):
    def setupUi(self, MakeBundle):
        if not MakeBundle.objectName():
            MakeBundle.setObjectName(u"MakeBundle")
        self.rows = QVBoxLayout(MakeBundle)
        self.rows.setSpacing(12)
        self.rows.setObjectName(u"rows")
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.setObjectName(u"head")
        self.head.setContentsMargins(0, 0, 0, 0)
        self.backButton = QPushButton(MakeBundle)
        self.backButton.setObjectName(u"backButton")
        self.backButton.setProperty(u"look", u"quiet")

        self.head.addWidget(self.backButton)

        self.headSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.head.addItem(self.headSpace)


        self.rows.addLayout(self.head)

        self.titleLabel = QLabel(MakeBundle)
        self.titleLabel.setObjectName(u"titleLabel")
        self.titleLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.titleLabel.setWordWrap(True)
        self.titleLabel.setProperty(u"look", u"title")

        self.rows.addWidget(self.titleLabel)

        self.sumLabel = QLabel(MakeBundle)
        self.sumLabel.setObjectName(u"sumLabel")
        self.sumLabel.setText(u"")
        self.sumLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.sumLabel.setWordWrap(True)
        self.sumLabel.setProperty(u"look", u"heading")

        self.rows.addWidget(self.sumLabel)

        self.periodLabel = QLabel(MakeBundle)
        self.periodLabel.setObjectName(u"periodLabel")
        self.periodLabel.setText(u"")
        self.periodLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.periodLabel.setWordWrap(True)

        self.rows.addWidget(self.periodLabel)

        self.insideGroup = QWidget(MakeBundle)
        self.insideGroup.setObjectName(u"insideGroup")
        self.insideGroupRows = QVBoxLayout(self.insideGroup)
        self.insideGroupRows.setSpacing(8)
        self.insideGroupRows.setObjectName(u"insideGroupRows")
        self.insideGroupRows.setContentsMargins(0, 0, 0, 0)
        self.insideHead = QLabel(self.insideGroup)
        self.insideHead.setObjectName(u"insideHead")
        self.insideHead.setTextFormat(Qt.TextFormat.PlainText)
        self.insideHead.setWordWrap(True)
        self.insideHead.setProperty(u"look", u"heading")

        self.insideGroupRows.addWidget(self.insideHead)

        self.insideLabel = QLabel(self.insideGroup)
        self.insideLabel.setObjectName(u"insideLabel")
        self.insideLabel.setText(u"")
        self.insideLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.insideLabel.setWordWrap(True)

        self.insideGroupRows.addWidget(self.insideLabel)

        self.toLabel = QLabel(self.insideGroup)
        self.toLabel.setObjectName(u"toLabel")
        self.toLabel.setText(u"")
        self.toLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.toLabel.setWordWrap(True)
        self.toLabel.setProperty(u"look", u"second")

        self.insideGroupRows.addWidget(self.toLabel)


        self.rows.addWidget(self.insideGroup)

        self.outGroup = QWidget(MakeBundle)
        self.outGroup.setObjectName(u"outGroup")
        self.outGroupRows = QVBoxLayout(self.outGroup)
        self.outGroupRows.setSpacing(8)
        self.outGroupRows.setObjectName(u"outGroupRows")
        self.outGroupRows.setContentsMargins(0, 0, 0, 0)
        self.outHead = QLabel(self.outGroup)
        self.outHead.setObjectName(u"outHead")
        self.outHead.setTextFormat(Qt.TextFormat.PlainText)
        self.outHead.setWordWrap(True)
        self.outHead.setProperty(u"look", u"heading")

        self.outGroupRows.addWidget(self.outHead)

        self.outLabel = QLabel(self.outGroup)
        self.outLabel.setObjectName(u"outLabel")
        self.outLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.outLabel.setWordWrap(True)

        self.outGroupRows.addWidget(self.outLabel)


        self.rows.addWidget(self.outGroup)

        self.everythingBox = QCheckBox(MakeBundle)
        self.everythingBox.setObjectName(u"everythingBox")

        self.rows.addWidget(self.everythingBox)

        self.saveRow = QHBoxLayout()
        self.saveRow.setSpacing(8)
        self.saveRow.setObjectName(u"saveRow")
        self.saveRow.setContentsMargins(0, 0, 0, 0)
        self.saveButton = QPushButton(MakeBundle)
        self.saveButton.setObjectName(u"saveButton")
        self.saveButton.setProperty(u"look", u"primary")

        self.saveRow.addWidget(self.saveButton)

        self.saveSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.saveRow.addItem(self.saveSpace)


        self.rows.addLayout(self.saveRow)

        self.afterLabel = QLabel(MakeBundle)
        self.afterLabel.setObjectName(u"afterLabel")
        self.afterLabel.setText(u"")
        self.afterLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.afterLabel.setWordWrap(True)
        self.afterLabel.setProperty(u"look", u"good")

        self.rows.addWidget(self.afterLabel)

        self.problemRow = QVBoxLayout()
        self.problemRow.setSpacing(8)
        self.problemRow.setObjectName(u"problemRow")
        self.problemRow.setContentsMargins(0, 0, 0, 0)

        self.rows.addLayout(self.problemRow)

        self.fieldsGroup = QWidget(MakeBundle)
        self.fieldsGroup.setObjectName(u"fieldsGroup")
        self.fieldsGroupRows = QVBoxLayout(self.fieldsGroup)
        self.fieldsGroupRows.setSpacing(8)
        self.fieldsGroupRows.setObjectName(u"fieldsGroupRows")
        self.fieldsGroupRows.setContentsMargins(0, 0, 0, 0)
        self.fieldsHead = QLabel(self.fieldsGroup)
        self.fieldsHead.setObjectName(u"fieldsHead")
        self.fieldsHead.setTextFormat(Qt.TextFormat.PlainText)
        self.fieldsHead.setWordWrap(True)
        self.fieldsHead.setProperty(u"look", u"heading")

        self.fieldsGroupRows.addWidget(self.fieldsHead)

        self.showRow = QHBoxLayout()
        self.showRow.setSpacing(8)
        self.showRow.setObjectName(u"showRow")
        self.showRow.setContentsMargins(0, 0, 0, 0)
        self.showLabel = QLabel(self.fieldsGroup)
        self.showLabel.setObjectName(u"showLabel")
        self.showLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.showLabel.setWordWrap(True)

        self.showRow.addWidget(self.showLabel)

        self.showBox = QComboBox(self.fieldsGroup)
        self.showBox.setObjectName(u"showBox")

        self.showRow.addWidget(self.showBox)

        self.showSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.showRow.addItem(self.showSpace)


        self.fieldsGroupRows.addLayout(self.showRow)


        self.rows.addWidget(self.fieldsGroup)

        self.tableRow = QVBoxLayout()
        self.tableRow.setSpacing(8)
        self.tableRow.setObjectName(u"tableRow")
        self.tableRow.setContentsMargins(0, 0, 0, 0)

        self.rows.addLayout(self.tableRow)

#if QT_CONFIG(shortcut)
        self.showLabel.setBuddy(self.showBox)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.backButton, self.everythingBox)
        QWidget.setTabOrder(self.everythingBox, self.saveButton)
        QWidget.setTabOrder(self.saveButton, self.showBox)

        self.retranslateUi(MakeBundle)

        QMetaObject.connectSlotsByName(MakeBundle)
    # setupUi

    def retranslateUi(self, MakeBundle):
        self.backButton.setText(QCoreApplication.translate("MakeBundle", u"Send and receive", None))
        self.titleLabel.setText(QCoreApplication.translate("MakeBundle", u"Make a bundle", None))
        self.insideHead.setText(QCoreApplication.translate("MakeBundle", u"What is inside", None))
        self.outHead.setText(QCoreApplication.translate("MakeBundle", u"What is left out", None))
        self.outLabel.setText(QCoreApplication.translate("MakeBundle", u"Names, NHS numbers, staff names and free text stay on this ward. Times are cut to the hour, ages to a band, and patients to a code that only your trust can tell apart.", None))
        self.everythingBox.setText(QCoreApplication.translate("MakeBundle", u"Send everything again, also what was confirmed", None))
#if QT_CONFIG(accessibility)
        self.everythingBox.setAccessibleDescription(QCoreApplication.translate("MakeBundle", u"For a QI team that lost its records; what they have already changes nothing", None))
#endif // QT_CONFIG(accessibility)
        self.saveButton.setText(QCoreApplication.translate("MakeBundle", u"Save bundle", None))
        self.fieldsHead.setText(QCoreApplication.translate("MakeBundle", u"Field by field", None))
        self.showLabel.setText(QCoreApplication.translate("MakeBundle", u"Show", None))
#if QT_CONFIG(accessibility)
        self.showBox.setAccessibleName(QCoreApplication.translate("MakeBundle", u"Show", None))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi
