"""Compiled from ui/incident_finish.ui by build/forms.py; never edited."""

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QHBoxLayout, QPushButton, QSizePolicy,
    QSpacerItem, QWidget)

class Ui_IncidentFinish(object):
    def setupUi(self, IncidentFinish):
        if not IncidentFinish.objectName():
            IncidentFinish.setObjectName(u"IncidentFinish")
        self.row = QHBoxLayout(IncidentFinish)
        self.row.setSpacing(12)
        self.row.setObjectName(u"row")
        self.row.setContentsMargins(24, 8, 24, 8)
        self.finishButton = QPushButton(IncidentFinish)
        self.finishButton.setObjectName(u"finishButton")
        self.finishButton.setProperty(u"look", u"primary")

        self.row.addWidget(self.finishButton)

        self.leaveButton = QPushButton(IncidentFinish)
        self.leaveButton.setObjectName(u"leaveButton")

        self.row.addWidget(self.leaveButton)

        self.spacer1 = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.row.addItem(self.spacer1)

        self.discardButton = QPushButton(IncidentFinish)
        self.discardButton.setObjectName(u"discardButton")
        self.discardButton.setProperty(u"look", u"quiet")

        self.row.addWidget(self.discardButton)

        QWidget.setTabOrder(self.finishButton, self.leaveButton)
        QWidget.setTabOrder(self.leaveButton, self.discardButton)

        self.retranslateUi(IncidentFinish)

        QMetaObject.connectSlotsByName(IncidentFinish)
    # setupUi

    def retranslateUi(self, IncidentFinish):
        self.finishButton.setText(QCoreApplication.translate("IncidentFinish", u"Finish  (Ctrl+Enter)", None))
#if QT_CONFIG(accessibility)
        self.finishButton.setAccessibleName(QCoreApplication.translate("IncidentFinish", u"Finish", None))
#endif // QT_CONFIG(accessibility)
        self.leaveButton.setText(QCoreApplication.translate("IncidentFinish", u"Leave, keep the draft", None))
        self.discardButton.setText(QCoreApplication.translate("IncidentFinish", u"Throw away", None))
#if QT_CONFIG(accessibility)
        self.discardButton.setAccessibleName(QCoreApplication.translate("IncidentFinish", u"Throw this draft away", None))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi
