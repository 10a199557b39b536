//! Invented people: names put together by lot from lists, in Arabic and in French.
//!
//! Nobody here is anybody. Card numbers, telephone numbers and addresses are made up too; the
//! addresses end in `.example`, where no mail is ever delivered.

use super::lot::Lot;

/// A name in the two languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    pub ar: String,
    pub fr: String,
}

const MEN: &[(&str, &str)] = &[
    ("محمد", "Mohamed"),
    ("أحمد", "Ahmed"),
    ("الحسين", "Lahoucine"),
    ("الحسن", "Lahcen"),
    ("إبراهيم", "Brahim"),
    ("عبد الله", "Abdellah"),
    ("عبد الرحمان", "Abderrahmane"),
    ("يوسف", "Youssef"),
    ("خالد", "Khalid"),
    ("سعيد", "Saïd"),
    ("رشيد", "Rachid"),
    ("حسن", "Hassan"),
    ("عمر", "Omar"),
    ("علي", "Ali"),
    ("مصطفى", "Mustapha"),
    ("عبد العزيز", "Abdelaziz"),
    ("ياسين", "Yassine"),
    ("أنس", "Anas"),
    ("إسماعيل", "Ismaïl"),
    ("بوجمعة", "Boujemaa"),
    ("مبارك", "Mbarek"),
    ("جمال", "Jamal"),
    ("نور الدين", "Noureddine"),
    ("كريم", "Karim"),
    ("عبد الكريم", "Abdelkrim"),
    ("المحفوظ", "Mahfoud"),
];

const WOMEN: &[(&str, &str)] = &[
    ("فاطمة", "Fatima"),
    ("خديجة", "Khadija"),
    ("عائشة", "Aïcha"),
    ("مريم", "Meryem"),
    ("زينب", "Zineb"),
    ("نادية", "Nadia"),
    ("سعاد", "Souad"),
    ("رقية", "Rkia"),
    ("إيمان", "Imane"),
    ("حليمة", "Halima"),
    ("ثريا", "Touria"),
    ("نعيمة", "Naïma"),
    ("لطيفة", "Latifa"),
    ("سناء", "Sanaa"),
    ("هند", "Hind"),
    ("أسماء", "Asmaa"),
    ("حفيظة", "Hafida"),
    ("كلثوم", "Keltoum"),
    ("فاضمة", "Fadma"),
    ("ليلى", "Leïla"),
];

const FAMILIES: &[(&str, &str)] = &[
    ("أيت الحاج", "Aït El Haj"),
    ("أوبلا", "Oubella"),
    ("الكرسيفي", "Guersifi"),
    ("الروداني", "Roudani"),
    ("التملي", "Temli"),
    ("أمزيان", "Amziane"),
    ("أزناك", "Aznag"),
    ("بوهوش", "Bouhouch"),
    ("السملالي", "Semlali"),
    ("أوحساين", "Ouhssaïn"),
    ("بن الطالب", "Bentaleb"),
    ("أكرام", "Agram"),
    ("المنابهي", "Mnabhi"),
    ("الهواري", "Houari"),
    ("أضرضور", "Adardour"),
    ("أزروال", "Azeroual"),
    ("أيت لحسن", "Aït Lahcen"),
    ("أوشن", "Ouchen"),
    ("بلعيد", "Belaïd"),
    ("أكناو", "Agnaou"),
    ("الرحماني", "Rahmani"),
    ("الزاهيدي", "Zahidi"),
    ("أفقير", "Afkir"),
    ("إد بلقاسم", "Id Belkacem"),
    ("أيت همو", "Aït Hammou"),
    ("الشتوكي", "Chtouki"),
    ("أوتزنيت", "Outiznit"),
    ("الوزاني", "Ouazzani"),
    ("بوتغماس", "Boutaghmas"),
    ("أسكور", "Askour"),
    ("إمغران", "Imghrane"),
    ("أيت عدي", "Aït Addi"),
];

const COMPANIES: &[(&str, &str)] = &[
    ("سوس للسكن", "Souss Habitat"),
    ("أطلس البناء", "Atlas Bâtiment"),
    ("أركان للإنعاش العقاري", "Argan Promotion"),
    ("واحة تيوت للاستثمار", "Oasis Tiout Invest"),
    ("زعفران تالوين", "Safran Taliouine"),
    ("أسوار للتعمير", "Remparts Développement"),
    ("حوامض الوادي", "Agrumes de l’Oued"),
    ("الأفق الجديد للعقار", "Nouvel Horizon Immobilier"),
];

const QUARTERS: &[(&str, &str)] = &[
    ("حي السلام", "Hay Salam"),
    ("حي الفتح", "Hay Al Fath"),
    ("حي النصر", "Hay Nasr"),
    ("حي المحمدي", "Hay Mohammadi"),
    ("حي الأمل", "Hay Al Amal"),
    ("حي الياسمين", "Hay Yasmine"),
    ("حي البستان", "Hay Al Boustane"),
];

const DOUARS: &[(&str, &str)] = &[
    ("دوار تكاديرت", "Douar Tagadirt"),
    ("دوار أيت علي", "Douar Aït Ali"),
    ("دوار إغرم نواسيف", "Douar Ighrem N’Ouassif"),
    ("دوار تامدا", "Douar Tamda"),
    ("دوار أولاد بركة", "Douar Oulad Barka"),
    ("دوار إكيدار", "Douar Iguidar"),
    ("دوار تيزي", "Douar Tizi"),
];

const SUBDIVISIONS: &[(&str, &str)] = &[
    ("تجزئة الأسوار", "Lotissement Al Asouar"),
    ("تجزئة الزيتون", "Lotissement Zitoune"),
    ("تجزئة باب الخميس", "Lotissement Bab Lakhmis"),
    ("تجزئة النخيل", "Lotissement Nakhil"),
];

fn pair(first: (&str, &str), last: (&str, &str)) -> Name {
    Name { ar: format!("{} {}", first.0, last.0), fr: format!("{} {}", first.1, last.1) }
}

fn one(of: (&str, &str)) -> Name {
    Name { ar: of.0.into(), fr: of.1.into() }
}

/// Somebody; one time in three a woman builds in her own name.
pub fn person(lot: &mut Lot) -> Name {
    let first = if lot.one_in(3) { *lot.of(WOMEN) } else { *lot.of(MEN) };
    pair(first, *lot.of(FAMILIES))
}

pub fn woman(lot: &mut Lot) -> Name {
    pair(*lot.of(WOMEN), *lot.of(FAMILIES))
}

/// The `n`-th company, with its legal form.
pub fn company(n: usize) -> Name {
    let (ar, fr) = COMPANIES[n % COMPANIES.len()];
    Name { ar: format!("شركة {ar} ش.م.م"), fr: format!("{fr} SARL") }
}

pub const COMPANIES_KNOWN: usize = COMPANIES.len();

/// A place to build: a quarter of a town, or a douar.
pub fn place(lot: &mut Lot, town: bool) -> Name {
    one(if town { *lot.of(QUARTERS) } else { *lot.of(DOUARS) })
}

pub fn subdivision(lot: &mut Lot) -> Name {
    one(*lot.of(SUBDIVISIONS))
}

/// A national card number of the region, never the same twice.
pub fn cnie(n: usize) -> String {
    format!("JC{:06}", 100_000 + n * 37)
}

/// A company number whose check digits are right (ISO 7064 MOD 97-10).
pub fn ice(n: usize) -> String {
    let body = 2_900_000 + n as u64 * 131;
    let stem = body * 1_000_000 + 40 * 100;
    let check = 97 - stem % 97;
    format!("{:015}", stem + check)
}

pub fn phone(n: usize) -> String {
    format!("0600{:06}", n % 1_000_000)
}
