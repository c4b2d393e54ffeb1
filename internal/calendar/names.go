package calendar

import "time"

// months are their names in the languages that write them with Latin or Cyrillic letters,
// in the cases in which dates have them.
var months = byName(map[time.Month]string{
	time.January:   "january jan januar jänner janvier enero ene janeiro gennaio styczeń stycznia leden ledna január januára январь января янв січень січня gener januari",
	time.February:  "february feb februar février fevrier febrero fevereiro fev febbraio luty lutego únor února február februára февраль февраля фев лютий лютого febrer februari",
	time.March:     "march mar märz maerz mars marzo março marzec marca březen března marec март марта мар березень березня març maart",
	time.April:     "april apr avril abril abr aprile kwiecień kwietnia duben dubna apríl apríla апрель апреля апр квітень квітня",
	time.May:       "may mai mayo maio maggio maj maja květen května máj mája май мая травень травня maig",
	time.June:      "june jun juni juin junio junho giugno czerwiec czerwca červen června jún júna июнь июня июн червень червня juny",
	time.July:      "july jul juli juillet juil julio julho luglio lipiec lipca červenec července júl júla июль июля июл липень липня juliol",
	time.August:    "august aug août aout agosto sierpień sierpnia srpen srpna augusta август августа авг серпень серпня agost augustus augusti",
	time.September: "september sep sept septembre septiembre setiembre setembro settembre wrzesień września září septembra сентябрь сентября сен вересень вересня setembre",
	time.October:   "october oct oktober okt octobre octubre outubro ottobre październik października říjen října október októbra октябрь октября окт жовтень жовтня",
	time.November:  "november nov novembre noviembre novembro listopad listopada listopadu novembra ноябрь ноября ноя листопад листопада",
	time.December:  "december dec dezember dez décembre decembre déc diciembre dic dezembro dicembre grudzień grudnia prosinec prosince decembra декабрь декабря дек грудень грудня desembre",
})

// shortMonths are abbreviations that are words, too.
var shortMonths = byName(map[time.Month]string{
	time.January:   "gen sty",
	time.February:  "lut",
	time.March:     "mär",
	time.April:     "avr kwi",
	time.May:       "mag mei",
	time.June:      "giu cze",
	time.July:      "lug lip",
	time.August:    "ago aou sie",
	time.September: "set wrz",
	time.October:   "out ott paź",
	time.November:  "lis",
	time.December:  "gru",
})

var weekdays = byName(map[time.Weekday]string{
	time.Monday:    "monday lundi lunes montag segunda-feira lunedì dilluns pondělí pondelok poniedziałek понедельник понеділок pirmadienis astelehena luns 月曜日 월요일 星期一 周一 วันจันทร์ יום-שני",
	time.Tuesday:   "tuesday tue tues mardi martes dienstag terça-feira martedì dimarts úterý utorok wtorek вторник вівторок antradienis asteartea 火曜日 화요일 星期二 周二 วันอังคาร יום-שלישי",
	time.Wednesday: "wednesday mercredi miércoles mittwoch quarta-feira mercoledì dimecres středa streda środa среда середа trečiadienis asteazkena mércores 水曜日 수요일 星期三 周三 วันพุธ יום-רביעי",
	time.Thursday:  "thursday thu thur thurs jeudi jueves donnerstag quinta-feira giovedì dijous čtvrtek štvrtok czwartek четверг четвер ketvirtadienis osteguna xoves 木曜日 목요일 星期四 周四 วันพฤหัสบดี יום-חמישי",
	time.Friday:    "friday fri vendredi viernes freitag sexta-feira venerdì divendres pátek piatok piątek пятница п'ятниця penktadienis ostirala venres 金曜日 금요일 星期五 周五 วันศุกร์ יום-שישי",
	time.Saturday:  "saturday samedi sábado samstag sonnabend sabato dissabte sobota суббота субота šeštadienis larunbata 土曜日 토요일 星期六 周六 วันเสาร์ שבת",
	time.Sunday:    "sunday dimanche domingo sonntag domenica diumenge neděle nedeľa niedziela воскресенье неділя sekmadienis igandea 日曜日 일요일 星期日 周日 วันอาทิตย์ יום-ראשון",
})

// shortWeekdays are abbreviations that are words, too.
var shortWeekdays = byName(map[time.Weekday]string{
	time.Monday:    "mon",
	time.Wednesday: "wed",
	time.Saturday:  "sat",
	time.Sunday:    "sun",
})
