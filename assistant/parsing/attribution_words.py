"""The words by which attributions, separators and header blocks are known, in the languages of the programs seen.

In, out: word lists only. English, German, French, Spanish, Italian, Dutch, Portuguese, the Nordic languages, Polish,
Czech, Hungarian, Romanian, Greek, Turkish, Russian, Ukrainian, Indonesian, Vietnamese, Chinese, Japanese, Korean.
"""

from __future__ import annotations


def _listed(text: str) -> tuple[str, ...]:
    return tuple(piece.strip() for piece in text.replace("\n", " ").split("|"))


# The verb of "Ann wrote:".
VERBS = _listed(
    """wrote|writes|said|schrieb|schrieben|schreibt|geschrieben|écrit|ecrit|écrivait|escribió|escribio|escribía|scritto|
    scrisse|schreef|geschreven|escreveu|escreveram|napisał|napisała|napisał(a)|napisal|pisze|skrev|kirjoitti|написав|
    написала|написав(ла)|пише|написал|написал(а)|пишет|napsal|napsala|napsal(a)|napísal|yazdı|έγραψε|írta|scris|escrit|
    kirjutas|rašė|rakstīja|napisao|написа|skrifaði|viết|menulis"""
)

# What stands between dashes above a message that is answered.
REPLIED = frozenset(
    _listed(
        """original message|originalnachricht|ursprüngliche nachricht|ursprungliche nachricht|original-nachricht|
        urspr. nachricht|message d'origine|message d’origine|message original|message initial|mensaje original|
        messaggio originale|oorspronkelijk bericht|mensagem original|ursprungligt meddelande|oprindelig besked|
        oprindelig meddelelse|opprinnelig melding|opprinnelig e-post|alkuperäinen viesti|wiadomość oryginalna|
        oryginalna wiadomość|původní zpráva|исходное сообщение|оригинальное сообщение|orijinal mesaj|
        original appointment|original e-mail|original email|original mail|eredeti üzenet|mesajul original|
        πρωτότυπο μήνυμα|reply message|reply above this line|reply|antwort|原始邮件|原邮件|原始郵件"""
    )
)

# What stands between dashes, or before a colon, above a message that is passed on.
FORWARDED = frozenset(
    _listed(
        """forwarded message|begin forwarded message|forwarded by|forwarded|fwd|weitergeleitete nachricht|
        anfang der weitergeleiteten nachricht|anfang der weitergeleiteten e-mail|message transféré|
        début du message transféré|début du message réexpédié|message réexpédié|mensaje reenviado|
        inicio del mensaje reenviado|messaggio inoltrato|inizio messaggio inoltrato|doorgestuurd bericht|
        begin doorgestuurd bericht|mensagem encaminhada|início da mensagem reencaminhada|
        início da mensagem encaminhada|vidarebefordrat meddelande|videresendt meddelelse|videresendt besked|
        videresendt melding|välitetty viesti|edelleenlähetetty viesti|wiadomość przekazana|
        treść przekazanej wiadomości|пересылаемое сообщение|перенаправленное сообщение|пересланное сообщение|
        přeposlaná zpráva|iletilen mesaj|转发邮件|轉寄郵件|転送メッセージ"""
    )
)

_FROM = _listed(
    """from|von|de|da|van|från|fra|od|от|від|lähettäjä|kimden|gönderen|发件人|寄件者|差出人|보낸 사람|보낸사람|
    expéditeur|feladó|από|remitente|remetente|mittente|afzender|absender|dari|từ|de la|saatja"""
)
_SENT = _listed(
    """sent|date|gesendet|gesendet am|datum|envoyé|envoyé le|envoye|date d'envoi|enviado|enviado el|enviada|
    enviada em|enviado em|fecha|data|inviato|verzonden|skickat|sendt|dato|wysłano|отправлено|дата|lähetetty|
    päivämäärä|päiväys|发送时间|日期|寄件日期|送信日時|日時|보낸 날짜|날짜|odesláno|gönderildi|gönderme tarihi|
    tarih|elküldve|dátum|trimis|ημερομηνία|message du|sent on|date sent|dikirim|tanggal|надіслано"""
)
_TO = _listed(
    """to|an|à|a|para|aan|till|til|do|кому|komu|vastaanottaja|收件人|收件者|宛先|받는 사람|받는사람|kime|alıcı|címzett|
    către|προς|cc|kopie|copie|copie à|copia|cópia|kopia|копия|抄送|副本|bcc|reply-to|destinataire|destinatario|
    kepada|answer to|antwort an|répondre à|responder a|rispondi a"""
)
_SUBJECT = _listed(
    """subject|betreff|objet|sujet|asunto|oggetto|onderwerp|assunto|ämne|emne|temat|тема|předmět|predmet|aihe|主题|
    主旨|件名|제목|konu|tárgy|subiect|θέμα|subjek|perihal|importance|priority|wichtigkeit|priorität|attachments"""
)
# The fields of a header block: what a name stands for.
KINDS = {
    **dict.fromkeys(_SUBJECT, "subject"),
    **dict.fromkeys(_TO, "to"),
    **dict.fromkeys(_SENT, "sent"),
    **dict.fromkeys(_FROM, "from"),
}
