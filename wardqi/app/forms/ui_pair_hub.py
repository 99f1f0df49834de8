"""Compiled from ui/pair_hub.ui by build/forms.py; never edited."""

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

class Ui_PairHub(object):
    def setupUi(self, PairHub):
        if not PairHub.objectName():
            PairHub.setObjectName(u"PairHub")
        self.rows = QVBoxLayout(PairHub)
        self.rows.setSpacing(12)
        self.rows.setObjectName(u"rows")
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.setObjectName(u"head")
        self.head.setContentsMargins(0, 0, 0, 0)
        self.backButton = QPushButton(PairHub)
        self.backButton.setObjectName(u"backButton")
        self.backButton.setProperty(u"look", u"quiet")

        self.head.addWidget(self.backButton)

        self.headSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.head.addItem(self.headSpace)


        self.rows.addLayout(self.head)

        self.titleLabel = QLabel(PairHub)
        self.titleLabel.setObjectName(u"titleLabel")
        self.titleLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.titleLabel.setWordWrap(True)
        self.titleLabel.setProperty(u"look", u"title")

        self.rows.addWidget(self.titleLabel)

        self.introLabel = QLabel(PairHub)
        self.introLabel.setObjectName(u"introLabel")
        self.introLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.introLabel.setWordWrap(True)
        self.introLabel.setProperty(u"look", u"second")

        self.rows.addWidget(self.introLabel)

        self.roleLabel = QLabel(PairHub)
        self.roleLabel.setObjectName(u"roleLabel")
        self.roleLabel.setText(u"")
        self.roleLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.roleLabel.setWordWrap(True)
        self.roleLabel.setProperty(u"look", u"caution")

        self.rows.addWidget(self.roleLabel)

        self.showStep = QWidget(PairHub)
        self.showStep.setObjectName(u"showStep")
        self.showStepRows = QVBoxLayout(self.showStep)
        self.showStepRows.setSpacing(8)
        self.showStepRows.setObjectName(u"showStepRows")
        self.showStepRows.setContentsMargins(0, 0, 0, 0)
        self.showHead = QLabel(self.showStep)
        self.showHead.setObjectName(u"showHead")
        self.showHead.setTextFormat(Qt.TextFormat.PlainText)
        self.showHead.setWordWrap(True)
        self.showHead.setProperty(u"look", u"heading")

        self.showStepRows.addWidget(self.showHead)

        self.showNote = QLabel(self.showStep)
        self.showNote.setObjectName(u"showNote")
        self.showNote.setTextFormat(Qt.TextFormat.PlainText)
        self.showNote.setWordWrap(True)
        self.showNote.setProperty(u"look", u"second")

        self.showStepRows.addWidget(self.showNote)

        self.showRow = QHBoxLayout()
        self.showRow.setSpacing(8)
        self.showRow.setObjectName(u"showRow")
        self.showRow.setContentsMargins(0, 0, 0, 0)
        self.showButton = QPushButton(self.showStep)
        self.showButton.setObjectName(u"showButton")

        self.showRow.addWidget(self.showButton)

        self.showSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.showRow.addItem(self.showSpace)


        self.showStepRows.addLayout(self.showRow)

        self.ownWordsHead = QLabel(self.showStep)
        self.ownWordsHead.setObjectName(u"ownWordsHead")
        self.ownWordsHead.setTextFormat(Qt.TextFormat.PlainText)
        self.ownWordsHead.setWordWrap(True)
        self.ownWordsHead.setProperty(u"look", u"subheading")

        self.showStepRows.addWidget(self.ownWordsHead)

        self.ownWords = QLabel(self.showStep)
        self.ownWords.setObjectName(u"ownWords")
        self.ownWords.setText(u"")
        self.ownWords.setTextFormat(Qt.TextFormat.PlainText)
        self.ownWords.setWordWrap(True)
        self.ownWords.setProperty(u"look", u"title")

        self.showStepRows.addWidget(self.ownWords)


        self.rows.addWidget(self.showStep)

        self.hubStep = QWidget(PairHub)
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

        self.dropRow = QVBoxLayout()
        self.dropRow.setSpacing(8)
        self.dropRow.setObjectName(u"dropRow")
        self.dropRow.setContentsMargins(0, 0, 0, 0)

        self.hubStepRows.addLayout(self.dropRow)

        self.problemRow = QVBoxLayout()
        self.problemRow.setSpacing(8)
        self.problemRow.setObjectName(u"problemRow")
        self.problemRow.setContentsMargins(0, 0, 0, 0)

        self.hubStepRows.addLayout(self.problemRow)


        self.rows.addWidget(self.hubStep)

        self.matchStep = QWidget(PairHub)
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

        self.orgLabel = QLabel(self.matchStep)
        self.orgLabel.setObjectName(u"orgLabel")
        self.orgLabel.setText(u"")
        self.orgLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.orgLabel.setWordWrap(True)

        self.matchStepRows.addWidget(self.orgLabel)

        self.hubWords = QLabel(self.matchStep)
        self.hubWords.setObjectName(u"hubWords")
        self.hubWords.setText(u"")
        self.hubWords.setTextFormat(Qt.TextFormat.PlainText)
        self.hubWords.setWordWrap(True)
        self.hubWords.setProperty(u"look", u"title")

        self.matchStepRows.addWidget(self.hubWords)

        self.matchNote = QLabel(self.matchStep)
        self.matchNote.setObjectName(u"matchNote")
        self.matchNote.setTextFormat(Qt.TextFormat.PlainText)
        self.matchNote.setWordWrap(True)
        self.matchNote.setProperty(u"look", u"second")

        self.matchStepRows.addWidget(self.matchNote)

        self.secondLabel = QLabel(self.matchStep)
        self.secondLabel.setObjectName(u"secondLabel")
        self.secondLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.secondLabel.setWordWrap(True)

        self.matchStepRows.addWidget(self.secondLabel)

        self.secondEdit = QLineEdit(self.matchStep)
        self.secondEdit.setObjectName(u"secondEdit")
        self.secondEdit.setMaxLength(200)

        self.matchStepRows.addWidget(self.secondEdit)

        self.sameBox = QCheckBox(self.matchStep)
        self.sameBox.setObjectName(u"sameBox")

        self.matchStepRows.addWidget(self.sameBox)

        self.matchRow = QHBoxLayout()
        self.matchRow.setSpacing(8)
        self.matchRow.setObjectName(u"matchRow")
        self.matchRow.setContentsMargins(0, 0, 0, 0)
        self.trustButton = QPushButton(self.matchStep)
        self.trustButton.setObjectName(u"trustButton")
        self.trustButton.setProperty(u"look", u"primary")

        self.matchRow.addWidget(self.trustButton)

        self.differButton = QPushButton(self.matchStep)
        self.differButton.setObjectName(u"differButton")

        self.matchRow.addWidget(self.differButton)

        self.matchSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.matchRow.addItem(self.matchSpace)


        self.matchStepRows.addLayout(self.matchRow)


        self.rows.addWidget(self.matchStep)

        self.doneStep = QWidget(PairHub)
        self.doneStep.setObjectName(u"doneStep")
        self.doneStepRows = QVBoxLayout(self.doneStep)
        self.doneStepRows.setSpacing(8)
        self.doneStepRows.setObjectName(u"doneStepRows")
        self.doneStepRows.setContentsMargins(0, 0, 0, 0)
        self.doneHead = QLabel(self.doneStep)
        self.doneHead.setObjectName(u"doneHead")
        self.doneHead.setTextFormat(Qt.TextFormat.PlainText)
        self.doneHead.setWordWrap(True)
        self.doneHead.setProperty(u"look", u"heading")

        self.doneStepRows.addWidget(self.doneHead)

        self.doneNote = QLabel(self.doneStep)
        self.doneNote.setObjectName(u"doneNote")
        self.doneNote.setTextFormat(Qt.TextFormat.PlainText)
        self.doneNote.setWordWrap(True)
        self.doneNote.setProperty(u"look", u"second")

        self.doneStepRows.addWidget(self.doneNote)

        self.doneRow = QHBoxLayout()
        self.doneRow.setSpacing(8)
        self.doneRow.setObjectName(u"doneRow")
        self.doneRow.setContentsMargins(0, 0, 0, 0)
        self.receiptButton = QPushButton(self.doneStep)
        self.receiptButton.setObjectName(u"receiptButton")
        self.receiptButton.setProperty(u"look", u"primary")

        self.doneRow.addWidget(self.receiptButton)

        self.doneSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.doneRow.addItem(self.doneSpace)


        self.doneStepRows.addLayout(self.doneRow)


        self.rows.addWidget(self.doneStep)

#if QT_CONFIG(shortcut)
        self.secondLabel.setBuddy(self.secondEdit)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.backButton, self.showButton)
        QWidget.setTabOrder(self.showButton, self.secondEdit)
        QWidget.setTabOrder(self.secondEdit, self.sameBox)
        QWidget.setTabOrder(self.sameBox, self.trustButton)
        QWidget.setTabOrder(self.trustButton, self.differButton)
        QWidget.setTabOrder(self.differButton, self.receiptButton)

        self.retranslateUi(PairHub)

        QMetaObject.connectSlotsByName(PairHub)
    # setupUi

    def retranslateUi(self, PairHub):
        self.backButton.setText(QCoreApplication.translate("PairHub", u"Send and receive", None))
        self.titleLabel.setText(QCoreApplication.translate("PairHub", u"Pair with the QI team", None))
        self.introLabel.setText(QCoreApplication.translate("PairHub", u"Pairing lets this PC lock bundles so that only the QI team can open them. Two people do it together, by telephone: one here, one in the QI team.", None))
        self.showHead.setText(QCoreApplication.translate("PairHub", u"1. Give the QI team this ward's file", None))
        self.showNote.setText(QCoreApplication.translate("PairHub", u"Save the file and send it to the QI team. It holds no patient or staff data. Then read the six words aloud; theirs must be the same.", None))
        self.showButton.setText(QCoreApplication.translate("PairHub", u"Save this ward's file", None))
        self.ownWordsHead.setText(QCoreApplication.translate("PairHub", u"This ward's six words", None))
        self.hubHead.setText(QCoreApplication.translate("PairHub", u"2. Choose the QI team's file", None))
        self.hubNote.setText(QCoreApplication.translate("PairHub", u"The QI team sends it to you. Nothing is trusted until you say that the words match.", None))
        self.matchHead.setText(QCoreApplication.translate("PairHub", u"3. Compare the words by telephone", None))
        self.matchNote.setText(QCoreApplication.translate("PairHub", u"Ask the QI team to read their six words aloud. Every word must be the same, in the same order.", None))
        self.secondLabel.setText(QCoreApplication.translate("PairHub", u"Who read them to you? (name and role)", None))
#if QT_CONFIG(accessibility)
        self.secondEdit.setAccessibleName(QCoreApplication.translate("PairHub", u"Who read them to you? (name and role)", None))
#endif // QT_CONFIG(accessibility)
        self.sameBox.setText(QCoreApplication.translate("PairHub", u"All six words are the same", None))
        self.trustButton.setText(QCoreApplication.translate("PairHub", u"Trust this QI team", None))
        self.differButton.setText(QCoreApplication.translate("PairHub", u"The words differ", None))
        self.doneHead.setText(QCoreApplication.translate("PairHub", u"4. Open the first receipt", None))
        self.doneNote.setText(QCoreApplication.translate("PairHub", u"Paired. The QI team now adds this PC to its list and sends a first receipt. Open it here, and you can send bundles.", None))
        self.receiptButton.setText(QCoreApplication.translate("PairHub", u"Open a receipt", None))
        pass
    # retranslateUi
