"""Compiled from ui/pair_ward.ui by build/forms.py; never edited."""

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QCheckBox, QHBoxLayout, QLabel,
    QLineEdit, QPushButton, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)

class Ui_PairWard(object):
    def setupUi(self, PairWard):
        if not PairWard.objectName():
            PairWard.setObjectName(u"PairWard")
        self.rows = QVBoxLayout(PairWard)
        self.rows.setSpacing(12)
        self.rows.setObjectName(u"rows")
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.setObjectName(u"head")
        self.head.setContentsMargins(0, 0, 0, 0)
        self.backButton = QPushButton(PairWard)
        self.backButton.setObjectName(u"backButton")
        self.backButton.setProperty(u"look", u"quiet")

        self.head.addWidget(self.backButton)

        self.headSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.head.addItem(self.headSpace)


        self.rows.addLayout(self.head)

        self.titleLabel = QLabel(PairWard)
        self.titleLabel.setObjectName(u"titleLabel")
        self.titleLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.titleLabel.setWordWrap(True)
        self.titleLabel.setProperty(u"look", u"title")

        self.rows.addWidget(self.titleLabel)

        self.introLabel = QLabel(PairWard)
        self.introLabel.setObjectName(u"introLabel")
        self.introLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.introLabel.setWordWrap(True)
        self.introLabel.setProperty(u"look", u"second")

        self.rows.addWidget(self.introLabel)

        self.roleLabel = QLabel(PairWard)
        self.roleLabel.setObjectName(u"roleLabel")
        self.roleLabel.setText(u"")
        self.roleLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.roleLabel.setWordWrap(True)
        self.roleLabel.setProperty(u"look", u"caution")

        self.rows.addWidget(self.roleLabel)

        self.hubStep = QWidget(PairWard)
        self.hubStep.setObjectName(u"hubStep")
        self.hubStepRows = QVBoxLayout(self.hubStep)
        self.hubStepRows.setSpacing(8)
        self.hubStepRows.setObjectName(u"hubStepRows")
        self.hubStepRows.setContentsMargins(0, 0, 0, 0)
        self.hubHead = QLabel(self.hubStep)
        self.hubHead.setObjectName(u"hubHead")
        self.hubHead.setTextFormat(Qt.TextFormat.PlainText)
        self.hubHead.setWordWrap(True)
        self.hubHead.setProperty(u"look", u"heading")

        self.hubStepRows.addWidget(self.hubHead)

        self.hubNote = QLabel(self.hubStep)
        self.hubNote.setObjectName(u"hubNote")
        self.hubNote.setTextFormat(Qt.TextFormat.PlainText)
        self.hubNote.setWordWrap(True)
        self.hubNote.setProperty(u"look", u"second")

        self.hubStepRows.addWidget(self.hubNote)

        self.hubRow = QHBoxLayout()
        self.hubRow.setSpacing(8)
        self.hubRow.setObjectName(u"hubRow")
        self.hubRow.setContentsMargins(0, 0, 0, 0)
        self.hubButton = QPushButton(self.hubStep)
        self.hubButton.setObjectName(u"hubButton")

        self.hubRow.addWidget(self.hubButton)

        self.hubSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.hubRow.addItem(self.hubSpace)


        self.hubStepRows.addLayout(self.hubRow)

        self.hubWords = QLabel(self.hubStep)
        self.hubWords.setObjectName(u"hubWords")
        self.hubWords.setText(u"")
        self.hubWords.setTextFormat(Qt.TextFormat.PlainText)
        self.hubWords.setWordWrap(True)
        self.hubWords.setProperty(u"look", u"title")

        self.hubStepRows.addWidget(self.hubWords)


        self.rows.addWidget(self.hubStep)

        self.wardStep = QWidget(PairWard)
        self.wardStep.setObjectName(u"wardStep")
        self.wardStepRows = QVBoxLayout(self.wardStep)
        self.wardStepRows.setSpacing(8)
        self.wardStepRows.setObjectName(u"wardStepRows")
        self.wardStepRows.setContentsMargins(0, 0, 0, 0)
        self.wardHead = QLabel(self.wardStep)
        self.wardHead.setObjectName(u"wardHead")
        self.wardHead.setTextFormat(Qt.TextFormat.PlainText)
        self.wardHead.setWordWrap(True)
        self.wardHead.setProperty(u"look", u"heading")

        self.wardStepRows.addWidget(self.wardHead)

        self.dropRow = QVBoxLayout()
        self.dropRow.setSpacing(8)
        self.dropRow.setObjectName(u"dropRow")
        self.dropRow.setContentsMargins(0, 0, 0, 0)

        self.wardStepRows.addLayout(self.dropRow)

        self.fileProblem = QVBoxLayout()
        self.fileProblem.setSpacing(8)
        self.fileProblem.setObjectName(u"fileProblem")
        self.fileProblem.setContentsMargins(0, 0, 0, 0)

        self.wardStepRows.addLayout(self.fileProblem)


        self.rows.addWidget(self.wardStep)

        self.matchStep = QWidget(PairWard)
        self.matchStep.setObjectName(u"matchStep")
        self.matchStepRows = QVBoxLayout(self.matchStep)
        self.matchStepRows.setSpacing(8)
        self.matchStepRows.setObjectName(u"matchStepRows")
        self.matchStepRows.setContentsMargins(0, 0, 0, 0)
        self.matchHead = QLabel(self.matchStep)
        self.matchHead.setObjectName(u"matchHead")
        self.matchHead.setTextFormat(Qt.TextFormat.PlainText)
        self.matchHead.setWordWrap(True)
        self.matchHead.setProperty(u"look", u"heading")

        self.matchStepRows.addWidget(self.matchHead)

        self.wardLabel = QLabel(self.matchStep)
        self.wardLabel.setObjectName(u"wardLabel")
        self.wardLabel.setText(u"")
        self.wardLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.wardLabel.setWordWrap(True)

        self.matchStepRows.addWidget(self.wardLabel)

        self.wardWords = QLabel(self.matchStep)
        self.wardWords.setObjectName(u"wardWords")
        self.wardWords.setText(u"")
        self.wardWords.setTextFormat(Qt.TextFormat.PlainText)
        self.wardWords.setWordWrap(True)
        self.wardWords.setProperty(u"look", u"title")

        self.matchStepRows.addWidget(self.wardWords)

        self.matchNote = QLabel(self.matchStep)
        self.matchNote.setObjectName(u"matchNote")
        self.matchNote.setTextFormat(Qt.TextFormat.PlainText)
        self.matchNote.setWordWrap(True)
        self.matchNote.setProperty(u"look", u"second")

        self.matchStepRows.addWidget(self.matchNote)

        self.sameBox = QCheckBox(self.matchStep)
        self.sameBox.setObjectName(u"sameBox")

        self.matchStepRows.addWidget(self.sameBox)


        self.rows.addWidget(self.matchStep)

        self.keysStep = QWidget(PairWard)
        self.keysStep.setObjectName(u"keysStep")
        self.keysStepRows = QVBoxLayout(self.keysStep)
        self.keysStepRows.setSpacing(8)
        self.keysStepRows.setObjectName(u"keysStepRows")
        self.keysStepRows.setContentsMargins(0, 0, 0, 0)
        self.keysHead = QLabel(self.keysStep)
        self.keysHead.setObjectName(u"keysHead")
        self.keysHead.setTextFormat(Qt.TextFormat.PlainText)
        self.keysHead.setWordWrap(True)
        self.keysHead.setProperty(u"look", u"heading")

        self.keysStepRows.addWidget(self.keysHead)

        self.keysNote = QLabel(self.keysStep)
        self.keysNote.setObjectName(u"keysNote")
        self.keysNote.setTextFormat(Qt.TextFormat.PlainText)
        self.keysNote.setWordWrap(True)
        self.keysNote.setProperty(u"look", u"second")

        self.keysStepRows.addWidget(self.keysNote)

        self.keysRow = QHBoxLayout()
        self.keysRow.setSpacing(8)
        self.keysRow.setObjectName(u"keysRow")
        self.keysRow.setContentsMargins(0, 0, 0, 0)
        self.keysButton = QPushButton(self.keysStep)
        self.keysButton.setObjectName(u"keysButton")

        self.keysRow.addWidget(self.keysButton)

        self.keysLabel = QLabel(self.keysStep)
        self.keysLabel.setObjectName(u"keysLabel")
        self.keysLabel.setText(u"")
        self.keysLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.keysLabel.setWordWrap(True)
        self.keysLabel.setProperty(u"look", u"second")

        self.keysRow.addWidget(self.keysLabel)

        self.keysSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.keysRow.addItem(self.keysSpace)


        self.keysStepRows.addLayout(self.keysRow)

        self.secretLabel = QLabel(self.keysStep)
        self.secretLabel.setObjectName(u"secretLabel")
        self.secretLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.secretLabel.setWordWrap(True)

        self.keysStepRows.addWidget(self.secretLabel)

        self.secretEdit = QLineEdit(self.keysStep)
        self.secretEdit.setObjectName(u"secretEdit")
        self.secretEdit.setMaxLength(200)
        self.secretEdit.setEchoMode(QLineEdit.EchoMode.Password)

        self.keysStepRows.addWidget(self.secretEdit)

        self.problemRow = QVBoxLayout()
        self.problemRow.setSpacing(8)
        self.problemRow.setObjectName(u"problemRow")
        self.problemRow.setContentsMargins(0, 0, 0, 0)

        self.keysStepRows.addLayout(self.problemRow)

        self.pairRow = QHBoxLayout()
        self.pairRow.setSpacing(8)
        self.pairRow.setObjectName(u"pairRow")
        self.pairRow.setContentsMargins(0, 0, 0, 0)
        self.pairButton = QPushButton(self.keysStep)
        self.pairButton.setObjectName(u"pairButton")
        self.pairButton.setProperty(u"look", u"primary")

        self.pairRow.addWidget(self.pairButton)

        self.pairSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.pairRow.addItem(self.pairSpace)


        self.keysStepRows.addLayout(self.pairRow)


        self.rows.addWidget(self.keysStep)

        self.doneLabel = QLabel(PairWard)
        self.doneLabel.setObjectName(u"doneLabel")
        self.doneLabel.setText(u"")
        self.doneLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.doneLabel.setWordWrap(True)
        self.doneLabel.setProperty(u"look", u"good")

        self.rows.addWidget(self.doneLabel)

#if QT_CONFIG(shortcut)
        self.secretLabel.setBuddy(self.secretEdit)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.backButton, self.hubButton)
        QWidget.setTabOrder(self.hubButton, self.sameBox)
        QWidget.setTabOrder(self.sameBox, self.keysButton)
        QWidget.setTabOrder(self.keysButton, self.secretEdit)
        QWidget.setTabOrder(self.secretEdit, self.pairButton)

        self.retranslateUi(PairWard)

        QMetaObject.connectSlotsByName(PairWard)
    # setupUi

    def retranslateUi(self, PairWard):
        self.backButton.setText(QCoreApplication.translate("PairWard", u"Wards", None))
        self.titleLabel.setText(QCoreApplication.translate("PairWard", u"Pair a ward", None))
        self.introLabel.setText(QCoreApplication.translate("PairWard", u"The ward's PC and this hub show each other a file. Two people compare six words by telephone, both ways.", None))
        self.hubHead.setText(QCoreApplication.translate("PairWard", u"1. Give the ward this hub's file", None))
        self.hubNote.setText(QCoreApplication.translate("PairWard", u"Save it and send it to the ward. It holds no patient or staff data. Read the six words aloud when they ask.", None))
        self.hubButton.setText(QCoreApplication.translate("PairWard", u"Save this hub's file", None))
        self.wardHead.setText(QCoreApplication.translate("PairWard", u"2. Choose the ward's file", None))
        self.matchHead.setText(QCoreApplication.translate("PairWard", u"3. Compare the words by telephone", None))
        self.matchNote.setText(QCoreApplication.translate("PairWard", u"Ask the ward to read its six words aloud. Every word must be the same, in the same order.", None))
        self.sameBox.setText(QCoreApplication.translate("PairWard", u"All six words are the same", None))
        self.keysHead.setText(QCoreApplication.translate("PairWard", u"4. Open the trust's keys", None))
        self.keysNote.setText(QCoreApplication.translate("PairWard", u"Information governance keeps the file trust-keys.age and its passphrase. They are used once here and not kept.", None))
        self.keysButton.setText(QCoreApplication.translate("PairWard", u"Choose trust-keys.age", None))
        self.secretLabel.setText(QCoreApplication.translate("PairWard", u"Passphrase of the trust's keys", None))
#if QT_CONFIG(accessibility)
        self.secretEdit.setAccessibleName(QCoreApplication.translate("PairWard", u"Passphrase of the trust's keys", None))
#endif // QT_CONFIG(accessibility)
        self.pairButton.setText(QCoreApplication.translate("PairWard", u"Pair this ward and save its first receipt", None))
        pass
    # retranslateUi
