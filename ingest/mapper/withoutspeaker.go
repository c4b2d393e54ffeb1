package mapper

import (
	"slices"
	"strings"

	"github.com/pyvideo/stevie/internal/bare"
)

// IsWithoutSpeaker tells whether a title says that nobody in particular speaks: lightning
// talks, a panel, the opening.
func IsWithoutSpeaker(title string) bool {
	words := strings.Fields(bare.Words(title))
	for i, w := range words {
		if withoutSpeaker[w] || i > 0 && withoutSpeaker[words[i-1]+" "+w] {
			return true
		}
	}
	all := strings.Join(words, "")
	return slices.ContainsFunc(withoutSpeakerAnywhere, func(part string) bool { return strings.Contains(all, part) })
}

// withoutSpeaker are the words, and pairs of words, of titles beside which no speaker is
// missing: lightning talks, panel, opening, closing, welcome, announcements, ceremony,
// awards, discussion, questions, trailer, introduction, sprints, round table, social. One
// line is one language of pyvideo; what is written alike stands in the first.
var withoutSpeaker = set(bareLines(`
	lightning, panel, opening, closing, welcome, announcement, announcements, ceremony, award, awards, discussion, q a, trailer, teaser, intro, introduction, outro, sprint, sprints, round table, roundtable, social
	llampec, obertura, inauguració, cloenda, tancament, clausura, benvinguda, anuncis, cerimònia, premis, debat, taula rodona, introducció
	bleskovky, zahájení, zakončení, ukončení, přivítání, uvítání, oznámení, vyhlášení, slavnostní, diskuse, diskuze, kulatý stůl, úvod
	eröffnung, abschluss, begrüßung, verabschiedung, willkommen, ankündigungen, preisverleihung, podiumsdiskussion, diskussion, fragerunde, einführung
	irekiera, itxiera, amaiera, ongietorri, ongietorria, iragarkiak, sariak, mahai ingurua, eztabaida, sarrera
	éclair, éclairs, ouverture, clôture, fermeture, bienvenue, annonces, cérémonie, débat, table ronde
	lóstrego, apertura, peche, benvida, anuncios, cerimonia, premios, mesa redonda, introdución
	פתיחה, סיום, נעילה, פאנל, טקס, ברוכים הבאים, הודעות, פרסים, דיון, מבוא
	chiusura, benvenuto, benvenuti, annunci, premiazione, discussione, tavola rotonda, dibattito, introduzione
	atidarymas, uždarymas, pasveikinimas, sveikinimas, skelbimai, ceremonija, apdovanojimai, diskusija, įvadas
	błyskawiczne, otwarcie, zamknięcie, zakończenie, powitanie, ogłoszenia, ceremonia, nagrody, dyskusja, dyskusyjny, okrągły stół, wstęp
	relâmpago, relâmpagos, abertura, encerramento, boas vindas, cerimónia, premiação, discussão, introdução
	молния, молнии, блиц, открытие, закрытие, приветствие, объявления, церемония, награждение, дискуссия, круглый стол, вопросы и, введение
	bleskové, otvorenie, ukončenie, privítanie, oznámenia, vyhlásenie, diskusia, okrúhly stôl
	relámpago, inauguración, cierre, bienvenida, bienvenidos, ceremonia, premiación, conversatorio, preguntas, introducción
	бліц, відкриття, закриття, привітання, оголошення, церемонія, нагородження, дискусія, круглий стіл, вступ
`)...)

// withoutSpeakerAnywhere are those of the languages whose words run into each other.
var withoutSpeakerAnywhere = compacted(bareLines(`
	ライトニングトーク, パネル, オープニング, クロージング, 開会, 閉会, 表彰, 懇親会, 質疑応答, 座談会, お知らせ, スプリント
	라이트닝 토크, 패널, 오프닝, 클로징, 개회, 폐회, 환영사, 공지, 시상식, 질의응답, 토론, 스프린트
	ฟ้าแลบ, เปิดงาน, ปิดงาน, พิธีเปิด, พิธีปิด, ต้อนรับ, เสวนา, รางวัล
	闪电演讲, 閃電演講, 开幕, 開幕, 闭幕, 閉幕, 欢迎, 歡迎, 公告, 颁奖, 頒獎, 讨论, 討論, 圆桌, 圓桌, 问答, 問答
`))

// bareLines are the phrases of a list, as they are compared.
func bareLines(list string) []string {
	var phrases []string
	for _, phrase := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == '\n' }) {
		if phrase = bare.Words(phrase); phrase != "" {
			phrases = append(phrases, phrase)
		}
	}
	return phrases
}

func compacted(phrases []string) []string {
	for i, phrase := range phrases {
		phrases[i] = bare.Compact(phrase)
	}
	return phrases
}
