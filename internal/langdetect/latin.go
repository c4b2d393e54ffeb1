package langdetect

// latin are languages in the Latin script. The last seven are not accepted by
// pyvideo/data and are here to be told apart.
var latin = [...]struct {
	code      string
	words     string // the commonest; of English also those that look like another's
	particles string // common as well, but they stand in names
	endings   string // of long words, as names hardly have them
	letters   string // beyond a to z
	rare      bool   // so few talks are in it that only strong signs of its own speak for it
}{
	{
		code: "eng",
		words: "the of and to in is that for it with as this you are on be we your how from or what have an by not will can using about which at do why when more our they their has its all into a if but was were been there than then them these those would should could just my so no like get make use let' it' don' can' isn' doesn' i' you' we' they' what' that' s t re ll ve d m without one some any most where who while through after before up out over under between does did doing being also only very other such each both " +
			"ai ale am care co come comment die e ed em ha hat hi ho i ins ma man me men met n' non o os per plus pre pro sense solo son ten ton v via vs w zen",
		endings: "ment ments",
	},
	{
		code:      "deu",
		words:     "der die das und ist nicht ein eine mit für auf im dem werden wie sich auch es wir als oder kann einen einer wird man bei aus ich sie nach über zum zur noch sind was so doch aber mehr durch um vom eines einem kein keine mein meine warum wenn nur haben hat wer wo alles ohne bis vor dass daß diese dieser dieses unter zwischen gegen sowie beim ins euch wieder schon sehr jetzt",
		particles: "den von zu an in am",
		endings:   "ungen keit keiten heit lichen liches schaft ierung ierungen ierte ität",
		letters:   "äöüß",
	},
	{
		code:      "fra",
		words:     "les et est une un pour dans que qui en pas sur avec ce nous vous au par plus ou comment il ne sont cette aux mais ces être à je j' l' c' n' s' qu' tu peux ton ta tes leur votre très son sa ses mon mes vos nos ça pourquoi sans chez entre vers avoir fait faire tout tous toutes toute peut comme on y quand où si sous depuis aussi autour même notre leurs donc ma",
		particles: "de la le du des d'",
		endings:   "ités euses trices ées tés ment ments",
		letters:   "àâçèéêëîïôœùûÿ",
	},
	{
		code:      "spa",
		words:     "los las que y en un una para con por se es no como lo más al su cómo este esta pero sobre son desde qué está nos cuando también entre hay muy ser uno sin sus tu tus mi mis te todo todos toda todas hacia usando mediante nuestro nuestra nuestros nuestras puede pueden hacer cada donde porque hasta así otro otra otros otras si fue han ha ya me le les aquí ese esa eso esto estos estas tiene tienen vamos quién cuál cuándo dónde o e solo",
		particles: "el la de del a",
		endings:   "ción ciones sión siones miento mientos mento mentos idad idades iendo zando",
		letters:   "áéíóúñü",
	},
	{
		code:      "por",
		words:     "os as que em um uma para com por se é não como mais ao você ou mas seu sua são nos nas isso este esta pelo pela também uso até sobre no na aos às à seus suas meu minha nosso nossa sem ser está tudo todos quando onde porque pode podem fazer cada muito entre desde já foi tem têm vamos quem qual num numa sendo usando dos como pra foram essa esse essas esses isto aqui então vai vou tua teu",
		particles: "o a e de do da das",
		endings:   "ção ções são sões mento mentos idade idades ência ências zando",
		letters:   "áâãàçéêíóôõú",
	},
	{
		code:      "ita",
		words:     "il che è e in un una per con dei gli non si come sono più nel alla anche questo questa delle i dal nella ma ed su cosa può lo uno nei nelle dalla sul sulla ai al o se tra fra perché quando dove senza ogni tutto tutti tutte nostro nostra suo sua mio mia essere fare ha hanno abbiamo quello quella questi queste ci ne vi chi quale cui già così dell nell dall sull solo usando",
		particles: "di del della la le da a d'",
		endings:   "zione zioni mento menti zzare zzato zzata zzati zando ssimo",
		letters:   "àèéìòù",
	},
	{
		code:      "cat",
		words:     "els que en un una per amb les no com més al dels aquest aquesta aquests però són seu què també fer hem entre des hi ha i és sense sobre a l' n' seva seus nostre nostra molt tot tots cada pot poden quan on perquè fins ser",
		particles: "el la de del d'",
		endings:   "ció cions itats ment ments",
		letters:   "àçèéíïòóúü", rare: true,
	},
	{
		code:      "glg",
		words:     "os as que en un unha para con por se é non como máis ao no na nos das dos esta este sobre pero son moi tamén ou seu súa cando onde porque coa co polo pola ser está cada entre desde sen dende noso nosa nosos nosas ti vostede facer ten teñen pode cun cunha dun dunha nun nunha",
		particles: "o a e de do da",
		endings:   "ción cións mento mentos idade idades zando",
		letters:   "áéíóúñ", rare: true,
	},
	{
		code:    "eus",
		words:   "eta da ez bat ere izan dira du zen edo egin honetan nola baina dute daude beste hau gure bere dugu dago zer nahi eman bidez arte gabe dut den egiteko",
		endings: "tzeko tzen etako arekin tasun",
		letters: "ñ", rare: true,
	},
	{
		code:    "pol",
		words:   "i w nie na się z do to jest że jak o od po dla przez ale są czy co tym oraz może jego tak który która które być ze za lub przy jako bez nad pod ich nas nam już tylko tego ten ta te czyli dlaczego kiedy gdzie swoje można jeszcze też bardzo we aby",
		endings: "owanie owania ości ość ych nych cji cję cją ować owych",
		letters: "ąćęłńóśźż",
	},
	{
		code:    "ces",
		words:   "a v se na je to že s z do jak pro o i si k ale ve jsou co nebo jako aby jsem které který která při podle bude ze od za po u když není proč už má jeho také tak být jejich ho mezi jen než pod nad bez svůj své",
		endings: "ování ání ení ých ného ních ovat",
		letters: "áčďéěíňóřšťúůýž", rare: true,
	},
	{
		code:    "slk",
		words:   "a v sa na je to že s z do ako pre o i si k ale vo sú čo alebo aby ktoré ktorý ktorá pri podľa bude zo som nie od za po u keď prečo už má jeho tiež tak byť ich medzi len než pod nad bez svoj",
		endings: "ovanie ovania osť ých ného ovať",
		letters: "áäčďéíĺľňóôŕšťúýž", rare: true,
	},
	{
		code:    "lit",
		words:   "ir yra kad su tai kaip bet iš į ar apie kas nuo jų buvo būti taip mes per po savo jau ne be dėl prie tik kai ką jis jie mūsų",
		endings: "ėjimas avimas avimo imą iams ančių",
		letters: "ąčęėįšųūž", rare: true,
	},
	{
		code:      "nld",
		words:     "het een en is dat op te met voor niet zijn aan er om ook als naar bij uit maar dan wat wordt deze je we hoe waarom over",
		particles: "de van in",
		endings:   "ingen heid lijke", rare: true,
	},
	{
		code:    "swe",
		words:   "och att det som en på är av för med till inte ett om har kan vi från så men hur man vad varför alla där när ska eller våra egna mer ditt din era oss blir göra gör skriva utan mellan",
		endings: "ningar ningen",
		letters: "åäö", rare: true,
	},
	{
		code:    "dan",
		words:   "og at det som en på er af for med til ikke et om har kan vi fra så men hvordan man hvad hvorfor alle når skal eller mere uden mellem være blive",
		endings: "ningen",
		letters: "åæø", rare: true,
	},
	{code: "fin", words: "ja on ei se että oli hän mutta joka niin myös kun voi tai kuin miten ovat miksi mitä ilman kaikki sekä kanssa", endings: "ssa ssä lla llä sta stä lle ksi ohjelmia ampia empia", letters: "äö", rare: true},
	{code: "tur", words: "ve bir bu için ile çok ne gibi daha olarak nasıl olan var", letters: "çğıöşü", rare: true},
	{code: "hun", words: "a az és hogy nem is egy ez van meg vagy mint csak már mi hogyan miért lehet kell minden", endings: "okkal ekkel ökkel okat eket ában ében okról ekről", letters: "áéíóöőúüű", rare: true},
	{code: "ind", words: "dan yang untuk dengan dari pada ini itu adalah tidak dalam akan bisa lebih kita saya cara apa cepat menggunakan membuat oleh", rare: true},
	{code: "ron", words: "și în cu pe nu este un o care mai din sau ce pentru sunt să", particles: "de la", letters: "ăâîșțşţ", rare: true},
}
