package schedule

import "strings"

// usualNames are the keys and headings under which home-made programmes have what a
// session needs, folded, the surest first.
var usualNames = map[string][]string{
	"id": foldedWords(`code slug confkey eventkey shortcode sessionid session_id talkid talk_id id guid uuid uid key nr no number nummer número`),
	"title": foldedWords(`title titel título titulo titre titolo talktitle sessiontitle presentationtitle proposaltitle submissiontitle talkname talk_name name thema tema topic
		heading talk presentation vortrag session charla ponencia palestra summary название тема タイトル 題名 标题 题目 제목 tytuł nazev název otsikko`),
	"subtitle": foldedWords(`subtitle untertitel subtítulo subtitulo soustitre sous-titre sottotitolo tagline подзаголовок`),
	"speakers": foldedWords(`speakers speaker speakernames speaker_names speakername presenters presenter presenterslugs presenternames persons people participants authors
		author speakerids speakerslugs referent referenten referentin referentinnen referierende vortragende vortragender sprecher sprecherin sprecherinnen redner
		ponentes ponente expositor expositores oradores orador palestrantes palestrante intervenants intervenant orateurs orateur
		conférenciers conférencier relatori relatore relatrice spreker sprekers prelegent prelegenci prednášející řečník докладчик докладчики спикер спикеры
		登壇者 講演者 発表者 스피커 발표자 讲者 講者 演講者 host hosts instructor instructors panelists moderators facilitator facilitators user users`),
	"day":      foldedWords(`day date tag datum fecha día dia data jour giorno dzień den dag дата день 日付 日 日期 날짜 eventdate sessiondate`),
	"start":    foldedWords(`start starttime startdatetime startsat startat startdate startstime begin begins beginn beginnt begintime anfang startzeit von from time uhrzeit zeit hora horario horário inicio início heure début debut ora inizio orario datetime eventstart dtstart slot timeslot when wann cuándo cuando quando scheduled beginsat beginat talkstart scheduledat scheduledstart scheduledtime godzina čas tijd начало время 開始 開始時刻 時間 时间 시작 시간`),
	"end":      foldedWords(`end endtime enddatetime endsat endat enddate ends ende endzeit bis to until fin horafin término termino fim fine finish eventend dtend koniec konec einde конец окончание 終了 終了時刻 结束 끝`),
	"duration": foldedWords(`duration length minutes durationminutes durationmin scheduledduration mins dauer länge duración duracion durée duree durata duração duracao czas trvání duur длительность 長さ 时长 시간길이`),
	"room":     foldedWords(`room roomname rooms location venue place raum saal hall sala salón salon aula auditorio salle stanza lugar ort sali místnost zaal ruimte помещение зал аудитория 部屋 会場 房间 会议室 장소 stage roomid`),
	"track":    foldedWords(`track trackname tracks themenstrang themengebiet strang pista trilha eixo parcours percorso ścieżka трек секция トラック 트랙`),
	"type":     foldedWords(`type kind format sessiontype talktype submissiontype sessionformat talkformat category art typ tipo formato modalidad formati тип формат 種別 形式 类型 형식`),
	"language": foldedWords(`language lang sprache idioma lengua langue lingua língua język jazyk taal язык 言語 语言 언어 locale contentlocale`),
	"abstract": foldedWords(`abstract abstracttext shortabstract shortdescription short summary excerpt teaser zusammenfassung kurzbeschreibung resumen resumo résumé riassunto sommario аннотация 概要 摘要 초록`),
	"description": foldedWords(`description desc longdescription fulldescription details detail body content text beschreibung descripción descripcion descrição descricao descrizione
		opis popis beschrijving описание 説明 内容 描述 설명 content_html html`),
	"url":     foldedWords(`url link permalink page href website webpage path adresse enlace lien collegamento страница ссылка`),
	"video":   foldedWords(`video videourl videolink recording recordingurl recordinglink youtube youtubeurl youtubeid videoid vimeo mediaurl aufzeichnung vídeo grabación enregistrement видео 動画 视频`),
	"slides":  foldedWords(`slides slidesurl slidesurls slideslink slidedeck presentationurl presentationlink folien diapositivas transparencias slidelink слайды スライド`),
	"license": foldedWords(`license licence recordinglicense lizenz licencia`),
}

func foldedWords(words string) []string {
	var all []string
	for _, word := range strings.Fields(words) {
		all = append(all, folded(word))
	}
	return all
}

// Places in a site, by the names of folders, files and keys.
var (
	peoplePlaces = wordSet(`speakers speaker presenters presenter people persons person authors author profiles bios team participants referenten referierende vortragende
		sprecher ponentes ponente oradores palestrantes intervenants orateurs relatori sprekers hosts panelists moderators`)
	sessionPlaces = wordSet(`talks talk sessions session allsessions presentations presentation tutorials tutorial workshops workshop keynotes keynote panels posters charlas
		schedule program programme programm agenda events event submissions proposals contributions lectures lightningtalks plenaries sprints
		vorträge vortraege palestras conferencias ponencias exposés interventi lezioni slots timetable`)
	roomPlaces  = wordSet(`rooms room venues venue locations stages halls salas säle raeume räume`)
	otherPlaces = wordSet(`posts post blog news sponsors sponsor jobs job pages organizers organisers organizer organiser organisation staff volunteers faq faqs team members partners venues hotels
		committee coc travel tickets layouts includes docs documentation nodemodules vendor test tests locales i18n categories tags questions tracks menu menus navigation nav`)
)
