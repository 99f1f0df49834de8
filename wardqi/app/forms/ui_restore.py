"""Compiled from ui/restore.ui by build/forms.py; never edited."""

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QHBoxLayout, QLabel, QLineEdit,
    QListWidget, QListWidgetItem, QPushButton, QSizePolicy,
    QSpacerItem, QVBoxLayout, QWidget)

class Ui_Restore(object):
    def setupUi(self, Restore):
        if not Restore.objectName():
            Restore.setObjectName(u"Restore")
        self.rows = QVBoxLayout(Restore)
        self.rows.setSpacing(6)
        self.rows.setObjectName(u"rows")
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.titleLabel = QLabel(Restore)
        self.titleLabel.setObjectName(u"titleLabel")
        self.titleLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.titleLabel.setWordWrap(True)
        self.titleLabel.setProperty(u"look", u"title")

        self.rows.addWidget(self.titleLabel)

        self.introLabel = QLabel(Restore)
        self.introLabel.setObjectName(u"introLabel")
        self.introLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.introLabel.setWordWrap(True)
        self.introLabel.setProperty(u"look", u"second")

        self.rows.addWidget(self.introLabel)

        self.backupLabel = QLabel(Restore)
        self.backupLabel.setObjectName(u"backupLabel")
        self.backupLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.backupLabel.setWordWrap(True)

        self.rows.addWidget(self.backupLabel)

        self.backupList = QListWidget(Restore)
        self.backupList.setObjectName(u"backupList")

        self.rows.addWidget(self.backupList)

        self.fileRow = QHBoxLayout()
        self.fileRow.setObjectName(u"fileRow")
        self.fileButton = QPushButton(Restore)
        self.fileButton.setObjectName(u"fileButton")

        self.fileRow.addWidget(self.fileButton)

        self.fileSpacer = QSpacerItem(1, 1, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.fileRow.addItem(self.fileSpacer)


        self.rows.addLayout(self.fileRow)

        self.secretLabel = QLabel(Restore)
        self.secretLabel.setObjectName(u"secretLabel")
        self.secretLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.secretLabel.setWordWrap(True)

        self.rows.addWidget(self.secretLabel)

        self.secretRow = QHBoxLayout()
        self.secretRow.setSpacing(8)
        self.secretRow.setObjectName(u"secretRow")
        self.secretEdit = QLineEdit(Restore)
        self.secretEdit.setObjectName(u"secretEdit")
        self.secretEdit.setEchoMode(QLineEdit.EchoMode.Password)

        self.secretRow.addWidget(self.secretEdit)

        self.showButton = QPushButton(Restore)
        self.showButton.setObjectName(u"showButton")
        self.showButton.setCheckable(True)

        self.secretRow.addWidget(self.showButton)


        self.rows.addLayout(self.secretRow)

        self.problemRow = QVBoxLayout()
        self.problemRow.setSpacing(0)
        self.problemRow.setObjectName(u"problemRow")

        self.rows.addLayout(self.problemRow)

        self.buttonRow = QHBoxLayout()
        self.buttonRow.setSpacing(8)
        self.buttonRow.setObjectName(u"buttonRow")
        self.restoreButton = QPushButton(Restore)
        self.restoreButton.setObjectName(u"restoreButton")
        self.restoreButton.setProperty(u"look", u"primary")

        self.buttonRow.addWidget(self.restoreButton)

        self.backButton = QPushButton(Restore)
        self.backButton.setObjectName(u"backButton")
        self.backButton.setProperty(u"look", u"quiet")

        self.buttonRow.addWidget(self.backButton)

        self.buttonSpacer = QSpacerItem(1, 1, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttonRow.addItem(self.buttonSpacer)


        self.rows.addLayout(self.buttonRow)

#if QT_CONFIG(shortcut)
        self.backupLabel.setBuddy(self.backupList)
        self.secretLabel.setBuddy(self.secretEdit)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.backupList, self.fileButton)
        QWidget.setTabOrder(self.fileButton, self.secretEdit)
        QWidget.setTabOrder(self.secretEdit, self.showButton)
        QWidget.setTabOrder(self.showButton, self.restoreButton)
        QWidget.setTabOrder(self.restoreButton, self.backButton)

        self.retranslateUi(Restore)

        self.restoreButton.setDefault(True)


        QMetaObject.connectSlotsByName(Restore)
    # setupUi

    def retranslateUi(self, Restore):
        self.titleLabel.setText(QCoreApplication.translate("Restore", u"Restore a backup", None))
        self.introLabel.setText(QCoreApplication.translate("Restore", u"The records that are here now are not thrown away: they are kept beside the restored ones.", None))
        self.backupLabel.setText(QCoreApplication.translate("Restore", u"Backups on this PC, newest first", None))
#if QT_CONFIG(accessibility)
        self.backupList.setAccessibleName(QCoreApplication.translate("Restore", u"Backups on this PC, newest first", None))
#endif // QT_CONFIG(accessibility)
        self.fileButton.setText(QCoreApplication.translate("Restore", u"Choose another file", None))
        self.secretLabel.setText(QCoreApplication.translate("Restore", u"Your passphrase, as it was at the time of the backup or as it is now", None))
#if QT_CONFIG(accessibility)
        self.secretEdit.setAccessibleName(QCoreApplication.translate("Restore", u"Your passphrase, as it was at the time of the backup or as it is now", None))
#endif // QT_CONFIG(accessibility)
        self.showButton.setText(QCoreApplication.translate("Restore", u"Show", None))
#if QT_CONFIG(accessibility)
        self.showButton.setAccessibleName(QCoreApplication.translate("Restore", u"Show what is typed", None))
#endif // QT_CONFIG(accessibility)
        self.restoreButton.setText(QCoreApplication.translate("Restore", u"Restore this backup", None))
        self.backButton.setText(QCoreApplication.translate("Restore", u"Back", None))
        pass
    # retranslateUi
