"""Compiled from ui/retire_form.ui by build/forms.py; never edited."""

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QLabel,
    QLineEdit, QProgressBar, QPushButton, QSizePolicy,
    QSpacerItem, QVBoxLayout, QWidget)

class Ui_RetireForm(object):
    def setupUi(self, RetireForm):
        if not RetireForm.objectName():
            RetireForm.setObjectName(u"RetireForm")
        self.rows = QVBoxLayout(RetireForm)
        self.rows.setSpacing(10)
        self.rows.setObjectName(u"rows")
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.backRow = QHBoxLayout()
        self.backRow.setSpacing(8)
        self.backRow.setObjectName(u"backRow")
        self.backRow.setContentsMargins(0, 0, 0, 0)
        self.backButton = QPushButton(RetireForm)
        self.backButton.setObjectName(u"backButton")
        self.backButton.setProperty(u"look", u"quiet")

        self.backRow.addWidget(self.backButton)

        self.backSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.backRow.addItem(self.backSpace)


        self.rows.addLayout(self.backRow)

        self.titleLabel = QLabel(RetireForm)
        self.titleLabel.setObjectName(u"titleLabel")
        self.titleLabel.setText(u"")
        self.titleLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.titleLabel.setWordWrap(True)
        self.titleLabel.setProperty(u"look", u"title")

        self.rows.addWidget(self.titleLabel)

        self.onceLabel = QLabel(RetireForm)
        self.onceLabel.setObjectName(u"onceLabel")
        self.onceLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.onceLabel.setWordWrap(True)
        self.onceLabel.setProperty(u"look", u"caution")

        self.rows.addWidget(self.onceLabel)

        self.whatCard = QFrame(RetireForm)
        self.whatCard.setObjectName(u"whatCard")
        self.whatCard.setProperty(u"look", u"card")
        self.whatCardRows = QVBoxLayout(self.whatCard)
        self.whatCardRows.setSpacing(10)
        self.whatCardRows.setObjectName(u"whatCardRows")
        self.whatCardRows.setContentsMargins(16, 16, 16, 16)
        self.whatHead = QLabel(self.whatCard)
        self.whatHead.setObjectName(u"whatHead")
        self.whatHead.setTextFormat(Qt.TextFormat.PlainText)
        self.whatHead.setWordWrap(True)
        self.whatHead.setProperty(u"look", u"heading")

        self.whatCardRows.addWidget(self.whatHead)

        self.whatFirst = QLabel(self.whatCard)
        self.whatFirst.setObjectName(u"whatFirst")
        self.whatFirst.setText(u"")
        self.whatFirst.setTextFormat(Qt.TextFormat.PlainText)
        self.whatFirst.setWordWrap(True)

        self.whatCardRows.addWidget(self.whatFirst)

        self.whatKey = QLabel(self.whatCard)
        self.whatKey.setObjectName(u"whatKey")
        self.whatKey.setTextFormat(Qt.TextFormat.PlainText)
        self.whatKey.setWordWrap(True)

        self.whatCardRows.addWidget(self.whatKey)

        self.whatHistory = QLabel(self.whatCard)
        self.whatHistory.setObjectName(u"whatHistory")
        self.whatHistory.setText(u"")
        self.whatHistory.setTextFormat(Qt.TextFormat.PlainText)
        self.whatHistory.setWordWrap(True)

        self.whatCardRows.addWidget(self.whatHistory)

        self.whatBackups = QLabel(self.whatCard)
        self.whatBackups.setObjectName(u"whatBackups")
        self.whatBackups.setTextFormat(Qt.TextFormat.PlainText)
        self.whatBackups.setWordWrap(True)

        self.whatCardRows.addWidget(self.whatBackups)

        self.whatDrafts = QLabel(self.whatCard)
        self.whatDrafts.setObjectName(u"whatDrafts")
        self.whatDrafts.setText(u"")
        self.whatDrafts.setTextFormat(Qt.TextFormat.PlainText)
        self.whatDrafts.setWordWrap(True)
        self.whatDrafts.setProperty(u"look", u"caution")

        self.whatCardRows.addWidget(self.whatDrafts)


        self.rows.addWidget(self.whatCard)

        self.wordCol = QVBoxLayout()
        self.wordCol.setSpacing(2)
        self.wordCol.setObjectName(u"wordCol")
        self.wordCol.setContentsMargins(0, 0, 0, 0)
        self.wordLabel = QLabel(RetireForm)
        self.wordLabel.setObjectName(u"wordLabel")
        self.wordLabel.setText(u"")
        self.wordLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.wordLabel.setWordWrap(True)

        self.wordCol.addWidget(self.wordLabel)

        self.wordEdit = QLineEdit(RetireForm)
        self.wordEdit.setObjectName(u"wordEdit")

        self.wordCol.addWidget(self.wordEdit)

        self.problemRow = QVBoxLayout()
        self.problemRow.setSpacing(0)
        self.problemRow.setObjectName(u"problemRow")
        self.problemRow.setContentsMargins(0, 0, 0, 0)

        self.wordCol.addLayout(self.problemRow)


        self.rows.addLayout(self.wordCol)

        self.buttonRow = QHBoxLayout()
        self.buttonRow.setSpacing(8)
        self.buttonRow.setObjectName(u"buttonRow")
        self.buttonRow.setContentsMargins(0, 0, 0, 0)
        self.retireButton = QPushButton(RetireForm)
        self.retireButton.setObjectName(u"retireButton")
        self.retireButton.setProperty(u"look", u"primary")

        self.buttonRow.addWidget(self.retireButton)

        self.stayButton = QPushButton(RetireForm)
        self.stayButton.setObjectName(u"stayButton")

        self.buttonRow.addWidget(self.stayButton)

        self.buttonSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttonRow.addItem(self.buttonSpace)


        self.rows.addLayout(self.buttonRow)

        self.busyBox = QWidget(RetireForm)
        self.busyBox.setObjectName(u"busyBox")
        self.busyBoxRows = QVBoxLayout(self.busyBox)
        self.busyBoxRows.setSpacing(4)
        self.busyBoxRows.setObjectName(u"busyBoxRows")
        self.busyBoxRows.setContentsMargins(0, 0, 0, 0)
        self.busyLabel = QLabel(self.busyBox)
        self.busyLabel.setObjectName(u"busyLabel")
        self.busyLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.busyLabel.setWordWrap(True)

        self.busyBoxRows.addWidget(self.busyLabel)

        self.busyBar = QProgressBar(self.busyBox)
        self.busyBar.setObjectName(u"busyBar")
        self.busyBar.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.busyBar.setMaximum(0)
        self.busyBar.setTextVisible(False)

        self.busyBoxRows.addWidget(self.busyBar)


        self.rows.addWidget(self.busyBox)

#if QT_CONFIG(shortcut)
        self.wordLabel.setBuddy(self.wordEdit)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.backButton, self.wordEdit)
        QWidget.setTabOrder(self.wordEdit, self.retireButton)
        QWidget.setTabOrder(self.retireButton, self.stayButton)

        self.retranslateUi(RetireForm)

        QMetaObject.connectSlotsByName(RetireForm)
    # setupUi

    def retranslateUi(self, RetireForm):
        self.backButton.setText(QCoreApplication.translate("RetireForm", u"People", None))
        self.onceLabel.setText(QCoreApplication.translate("RetireForm", u"This cannot be undone.", None))
        self.whatHead.setText(QCoreApplication.translate("RetireForm", u"What happens", None))
        self.whatKey.setText(QCoreApplication.translate("RetireForm", u"All records are encrypted again with a new key, so that a passphrase which has gone round opens nothing later. This can take a minute; saving waits meanwhile.", None))
        self.whatBackups.setText(QCoreApplication.translate("RetireForm", u"Backups made before now still open with the old passphrase. Ask IT to keep them safe.", None))
#if QT_CONFIG(accessibility)
        self.wordEdit.setAccessibleName(QCoreApplication.translate("RetireForm", u"Type the word to confirm", None))
#endif // QT_CONFIG(accessibility)
        self.retireButton.setText(QCoreApplication.translate("RetireForm", u"Retire", None))
        self.stayButton.setText(QCoreApplication.translate("RetireForm", u"Leave everything as it is", None))
        self.busyLabel.setText(QCoreApplication.translate("RetireForm", u"Changing the key. Please leave WardQI open.", None))
#if QT_CONFIG(accessibility)
        self.busyBar.setAccessibleName(QCoreApplication.translate("RetireForm", u"Changing the key", None))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi
