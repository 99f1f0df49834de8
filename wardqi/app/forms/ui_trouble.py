"""Compiled from ui/trouble.ui by build/forms.py; never edited."""

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QLabel, QSizePolicy, QVBoxLayout,
    QWidget)

class Ui_Trouble(object):
    def setupUi(self, Trouble):
        if not Trouble.objectName():
            Trouble.setObjectName(u"Trouble")
        self.rows = QVBoxLayout(Trouble)
        self.rows.setSpacing(12)
        self.rows.setObjectName(u"rows")
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.titleLabel = QLabel(Trouble)
        self.titleLabel.setObjectName(u"titleLabel")
        self.titleLabel.setText(u"")
        self.titleLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.titleLabel.setWordWrap(True)
        self.titleLabel.setProperty(u"look", u"title")

        self.rows.addWidget(self.titleLabel)

        self.whatLabel = QLabel(Trouble)
        self.whatLabel.setObjectName(u"whatLabel")
        self.whatLabel.setText(u"")
        self.whatLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.whatLabel.setWordWrap(True)

        self.rows.addWidget(self.whatLabel)

        self.safeLabel = QLabel(Trouble)
        self.safeLabel.setObjectName(u"safeLabel")
        self.safeLabel.setText(u"")
        self.safeLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.safeLabel.setWordWrap(True)
        self.safeLabel.setProperty(u"look", u"subheading")

        self.rows.addWidget(self.safeLabel)

        self.doLabel = QLabel(Trouble)
        self.doLabel.setObjectName(u"doLabel")
        self.doLabel.setText(u"")
        self.doLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.doLabel.setWordWrap(True)

        self.rows.addWidget(self.doLabel)

        self.refLabel = QLabel(Trouble)
        self.refLabel.setObjectName(u"refLabel")
        self.refLabel.setText(u"")
        self.refLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.refLabel.setWordWrap(True)
        self.refLabel.setProperty(u"look", u"small")

        self.rows.addWidget(self.refLabel)

        self.choices = QVBoxLayout()
        self.choices.setSpacing(8)
        self.choices.setObjectName(u"choices")

        self.rows.addLayout(self.choices)


        self.retranslateUi(Trouble)

        QMetaObject.connectSlotsByName(Trouble)
    # setupUi

    def retranslateUi(self, Trouble):
        pass
    # retranslateUi
