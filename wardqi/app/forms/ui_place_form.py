"""Compiled from ui/place_form.ui by build/forms.py; never edited."""

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QComboBox, QHBoxLayout, QLabel,
    QLineEdit, QPushButton, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)

class Ui_PlaceForm(object):
    def setupUi(self, PlaceForm):
        if not PlaceForm.objectName():
            PlaceForm.setObjectName(u"PlaceForm")
        self.rows = QVBoxLayout(PlaceForm)
        self.rows.setSpacing(8)
        self.rows.setObjectName(u"rows")
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.headLabel = QLabel(PlaceForm)
        self.headLabel.setObjectName(u"headLabel")
        self.headLabel.setText(u"")
        self.headLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.headLabel.setWordWrap(True)
        self.headLabel.setProperty(u"look", u"subheading")

        self.rows.addWidget(self.headLabel)

        self.nameCol = QVBoxLayout()
        self.nameCol.setSpacing(2)
        self.nameCol.setObjectName(u"nameCol")
        self.nameCol.setContentsMargins(0, 0, 0, 0)
        self.nameLabel = QLabel(PlaceForm)
        self.nameLabel.setObjectName(u"nameLabel")
        self.nameLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.nameLabel.setWordWrap(True)

        self.nameCol.addWidget(self.nameLabel)

        self.nameEdit = QLineEdit(PlaceForm)
        self.nameEdit.setObjectName(u"nameEdit")
        self.nameEdit.setMaxLength(80)

        self.nameCol.addWidget(self.nameEdit)

        self.namePlace = QVBoxLayout()
        self.namePlace.setSpacing(0)
        self.namePlace.setObjectName(u"namePlace")
        self.namePlace.setContentsMargins(0, 0, 0, 0)

        self.nameCol.addLayout(self.namePlace)


        self.rows.addLayout(self.nameCol)

        self.kindCol = QVBoxLayout()
        self.kindCol.setSpacing(2)
        self.kindCol.setObjectName(u"kindCol")
        self.kindCol.setContentsMargins(0, 0, 0, 0)
        self.kindLabel = QLabel(PlaceForm)
        self.kindLabel.setObjectName(u"kindLabel")
        self.kindLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.kindLabel.setWordWrap(True)

        self.kindCol.addWidget(self.kindLabel)

        self.kindBox = QComboBox(PlaceForm)
        self.kindBox.setObjectName(u"kindBox")
        self.kindBox.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kindBox.setMinimumContentsLength(8)

        self.kindCol.addWidget(self.kindBox)


        self.rows.addLayout(self.kindCol)

        self.buttonRow = QHBoxLayout()
        self.buttonRow.setSpacing(8)
        self.buttonRow.setObjectName(u"buttonRow")
        self.buttonRow.setContentsMargins(0, 0, 0, 0)
        self.saveButton = QPushButton(PlaceForm)
        self.saveButton.setObjectName(u"saveButton")
        self.saveButton.setProperty(u"look", u"primary")

        self.buttonRow.addWidget(self.saveButton)

        self.cancelButton = QPushButton(PlaceForm)
        self.cancelButton.setObjectName(u"cancelButton")
        self.cancelButton.setProperty(u"look", u"quiet")

        self.buttonRow.addWidget(self.cancelButton)

        self.buttonSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttonRow.addItem(self.buttonSpace)


        self.rows.addLayout(self.buttonRow)

#if QT_CONFIG(shortcut)
        self.nameLabel.setBuddy(self.nameEdit)
        self.kindLabel.setBuddy(self.kindBox)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.nameEdit, self.kindBox)
        QWidget.setTabOrder(self.kindBox, self.saveButton)
        QWidget.setTabOrder(self.saveButton, self.cancelButton)

        self.retranslateUi(PlaceForm)

        QMetaObject.connectSlotsByName(PlaceForm)
    # setupUi

    def retranslateUi(self, PlaceForm):
        self.nameLabel.setText(QCoreApplication.translate("PlaceForm", u"Name", None))
#if QT_CONFIG(accessibility)
        self.nameEdit.setAccessibleName(QCoreApplication.translate("PlaceForm", u"Name", None))
#endif // QT_CONFIG(accessibility)
        self.kindLabel.setText(QCoreApplication.translate("PlaceForm", u"Kind", None))
#if QT_CONFIG(accessibility)
        self.kindBox.setAccessibleName(QCoreApplication.translate("PlaceForm", u"Kind", None))
#endif // QT_CONFIG(accessibility)
        self.saveButton.setText(QCoreApplication.translate("PlaceForm", u"Save", None))
        self.cancelButton.setText(QCoreApplication.translate("PlaceForm", u"Cancel", None))
        pass
    # retranslateUi
