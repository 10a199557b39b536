//! What invented people write: reasons, opinions, messages. Data of the demo town, never of the product.

use super::lot::Lot;
use civic::Role;
use civic::dossier::Opinion;

/// A sentence, two times in three in Arabic.
fn either(lot: &mut Lot, all: &[(&str, &str)]) -> String {
    let (ar, fr) = *lot.of(all);
    if lot.one_in(3) { fr.into() } else { ar.into() }
}

/// Why a piece is asked for again.
pub fn asked(lot: &mut Lot, piece: &str) -> String {
    let all: &[(&str, &str)] = match piece {
        "ownership-certificate" | "requisition-certificate" => &[
            ("تاريخ الشهادة يتجاوز ثلاثة أشهر.", "Le certificat date de plus de trois mois."),
            (
                "رقم الرسم العقاري في الشهادة يخالف الرقم المصرح به.",
                "Le numéro du titre diffère de celui du formulaire.",
            ),
        ],
        "floor-plans" | "elevations" => &[
            ("تصميم السطح ناقص.", "Le plan de la terrasse manque."),
            ("القياسات غير مبينة على التصميم.", "Les cotes ne figurent pas sur le plan."),
        ],
        "site-plan" | "location-plan" => &[
            ("اتجاه الشمال والطرق المجاورة غير مبينة.", "Le nord et les voies voisines n’apparaissent pas."),
            ("المسافات عن حدود البقعة غير مبينة.", "Les reculs par rapport aux limites ne sont pas cotés."),
        ],
        _ => &[
            ("الوثيقة غير مقروءة.", "Le document est illisible."),
            ("الصفحة الأخيرة من الوثيقة ناقصة.", "La dernière page du document manque."),
        ],
    };
    either(lot, all)
}

/// The motive of an opinion.
pub fn opinion(lot: &mut Lot, role: Role, opinion: Opinion) -> String {
    let all: &[(&str, &str)] = match (role, opinion) {
        (_, Opinion::Adjourned) => &[
            (
                "يتعين تعديل التصاميم قبل إبداء الرأي: الواجهة تتجاوز خط التصفيف.",
                "Les plans sont à reprendre : la façade dépasse l’alignement.",
            ),
            (
                "الارتفاع المبين في المقطع يخالف الارتفاع في الواجهة.",
                "La hauteur de la coupe ne correspond pas à celle de la façade.",
            ),
        ],
        (_, Opinion::Unfavourable) => &[
            (
                "البقعة تقع داخل منطقة غير قابلة للبناء حسب تصميم التهيئة.",
                "Le terrain est en zone non constructible au plan d’aménagement.",
            ),
            (
                "عدد الطوابق يتجاوز ما تسمح به وثيقة التعمير.",
                "Le nombre de niveaux dépasse celui que permet le document d’urbanisme.",
            ),
        ],
        (Role::CivilProtection, _) => &[
            (
                "المخارج ووسائل الإطفاء مطابقة لمذكرة السلامة.",
                "Issues et moyens d’extinction conformes à la notice de sécurité.",
            ),
            ("ولوج آليات الإنقاذ ممكن من واجهتين.", "L’accès des secours est possible sur deux façades."),
        ],
        (Role::Utilities, _) => &[
            ("الشبكات المجاورة تستوعب الحاجيات المصرح بها.", "Les réseaux voisins couvrent les besoins déclarés."),
            ("الربط ممكن انطلاقا من الطريق المقابلة.", "Le raccordement est possible depuis la voie en face."),
        ],
        (Role::UrbanAgency, _) => &[
            ("المشروع مطابق لمقتضيات تصميم التهيئة.", "Projet conforme au plan d’aménagement."),
            ("معاملا استغلال الأرض والارتفاق محترمان.", "Le coefficient d’occupation et les servitudes sont respectés."),
        ],
        (Role::Province, _) => &[
            ("لا اعتراض للسلطة الإقليمية.", "Pas d’objection de l’autorité provinciale."),
            ("الملف مستوف للشروط.", "Le dossier remplit les conditions."),
        ],
        _ => &[
            ("التصاميم مطابقة لدفتر التحملات ولخط التصفيف.", "Plans conformes au cahier des charges et à l’alignement."),
            ("التهوية والإنارة والارتدادات محترمة.", "Aération, éclairage et reculs respectés."),
        ],
    };
    either(lot, all)
}

pub fn reserves(lot: &mut Lot) -> String {
    either(
        lot,
        &[
            ("احترام الارتداد الخلفي المحدد في ثلاثة أمتار.", "Respecter le recul arrière de trois mètres."),
            ("توفير موقف للسيارة داخل البقعة.", "Prévoir une place de stationnement dans la parcelle."),
            ("معالجة مياه الأمطار داخل البقعة.", "Traiter les eaux pluviales à la parcelle."),
        ],
    )
}

pub fn refused(lot: &mut Lot) -> String {
    either(
        lot,
        &[
            (
                "عدم مطابقة المشروع لتصميم التهيئة: البقعة مخصصة لمرفق عمومي.",
                "Projet non conforme au plan d’aménagement : le terrain est réservé à un équipement public.",
            ),
            ("تجاوز العلو الأقصى المسموح به في المنطقة.", "La hauteur maximale permise dans la zone est dépassée."),
        ],
    )
}

pub fn adjourned(lot: &mut Lot) -> String {
    either(
        lot,
        &[
            (
                "يُعدل مخطط الطابق الأرضي لاحترام خط التصفيف والارتداد الجانبي.",
                "Reprendre le plan du rez-de-chaussée : alignement et recul latéral.",
            ),
            ("تُوحَّد القياسات بين المقاطع والواجهات.", "Mettre en accord les cotes des coupes et des façades."),
        ],
    )
}

pub fn extended(lot: &mut Lot) -> String {
    either(
        lot,
        &[
            (
                "خبرة جيوتقنية ضرورية بسبب القرب من مجرى الوادي.",
                "Expertise géotechnique nécessaire : proximité du lit de l’oued.",
            ),
            ("بحث في ملكية الممر المجاور.", "Enquête sur la propriété du passage voisin."),
        ],
    )
}

pub fn sent_back(lot: &mut Lot) -> String {
    either(
        lot,
        &[
            (
                "المحضر لا يشير إلى تحفظ الوكالة الحضرية.",
                "Le procès-verbal ne reprend pas la réserve de l’agence urbaine.",
            ),
            ("المرجو التحقق من المساحة المغطاة قبل التوقيع.", "Vérifier la surface couverte avant signature."),
        ],
    )
}

/// A question of the applicant, and the answer of the counter.
pub fn question(lot: &mut Lot) -> String {
    either(
        lot,
        &[
            ("السلام عليكم، هل يمكن معرفة موعد الجلسة؟", "Bonjour, peut-on connaître la date de la séance ?"),
            ("هل أؤدي الرسم نقدا أم بالبطاقة؟", "La taxe se paie-t-elle en espèces ou par carte ?"),
            (
                "غيرت رقم هاتفي، المرجو اعتماد الرقم الجديد المسجل في حسابي.",
                "J’ai changé de téléphone ; le nouveau est dans mon compte.",
            ),
        ],
    )
}

pub fn answer(lot: &mut Lot) -> String {
    either(
        lot,
        &[
            (
                "وعليكم السلام، التاريخ مبين في صفحة ملفكم بعد انتهاء الدراسة.",
                "Bonjour, la date figure sur la page du dossier dès la fin de l’étude.",
            ),
            ("كل وسائل الأداء مقبولة لدى شسيع المداخيل.", "Tous les moyens de paiement sont acceptés à la régie."),
            ("تم، شكرا لكم.", "C’est noté, merci."),
        ],
    )
}
