# الصفحات التي يراها الجميع: الاستقبال، الخدمات، التتبع، التحقق، الأرقام، الأخطاء.

days-most = { $unit ->
    [working-days] { $count ->
        [one] يوم عمل واحد على الأكثر
        [two] يوما عمل على الأكثر
        [few] { $count } أيام عمل على الأكثر
       *[other] { $count } يوم عمل على الأكثر
    }
    [months] { $count ->
        [one] شهر واحد على الأكثر
        [two] شهران على الأكثر
        [few] { $count } أشهر على الأكثر
       *[other] { $count } شهرا على الأكثر
    }
   *[calendar-days] { $count ->
        [one] يوم واحد على الأكثر
        [two] يومان على الأكثر
        [few] { $count } أيام على الأكثر
       *[other] { $count } يوما على الأكثر
    }
}
list-and = {" "}·{" "}
silence-approves = سكوت الإدارة موافقة
silence-refuses = سكوت الإدارة رفض
silence-nothing = لا أثر للسكوت

# الاستقبال
home-short = الاستقبال
home-title = خدمات جماعتك، من هاتفك، وفي أجلها القانوني
home-lead = أودع طلبك بالعربية أو بالفرنسية، وتسلم الوصل في الحين، واعرف في كل وقت أين ملفك ولدى من، وكم بقي من الأجل.
home-start = ابدأ طلبا
home-track = تتبع ملفا
home-mine = ما ينتظرك
home-mine-all = ملفاتك: { $running } جارية، { $drafts } مسودة
home-mine-nothing = لا شيء مطلوب منك الآن.
home-services = الخدمات
home-promises = ما نلتزم به
home-promise-pieces = لائحة وثائق محددة سلفا
home-promise-pieces-text = ترى قبل أن تبدأ كل الوثائق التي يفرضها القانون، ولا يطلب منك غيرها، ولا يطلب استكمالها إلا مرة واحدة.
home-promise-clock = أجل واحد معروض للجميع
home-promise-clock-text = الأيام المتبقية، ومن بيده الملف الآن، وسبب كل توقف، والمادة القانونية: تراها أنت كما يراها الموظف.
home-promise-verify = وثائق يتحقق منها أي كان
home-promise-verify-text = كل وثيقة تحمل رقما ورمزا مربعا يفتح صفحة عمومية تبين ما هو مقيد بالسجل.
home-track-text = لا حاجة إلى حساب: يكفي رقم الملف ورمز التتبع المطبوع على الوصل.
home-figures = كم تستغرق الملفات فعلا؟
home-figures-none = لم تصدر بعد قرارات كافية لحساب الأرقام.
home-figures-all = كل الأرقام حسب الجماعة والمسطرة
home-verify = هل بيدك وثيقة؟ تحقق من صحتها

# لائحة الخدمات وصفحة الخدمة
catalogue-lead = لكل خدمة: ما يلزم، وكم تكلف، وكم تستغرق، وماذا يعني سكوت الإدارة.
catalogue-search = ابحث عن خدمة
catalogue-none = لم نجد خدمة بهذا الاسم
catalogue-none-text = جرب كلمة أخرى، مثل «بناء» أو «رخصة».
catalogue-all = عرض كل الخدمات
service-short = الخلاصة
service-time = أجل الجواب
service-longest = أقصى مدة للمسطرة كلها
service-silence = عند انقضاء الأجل دون جواب
service-cost = التكلفة
service-who = من يمكنه الطلب
service-start = ابدأ الطلب
service-resume = لديك مسودة لهذا الطلب: أكملها
service-start-text = تحفظ مسودتك تلقائيا، ويمكنك إكمالها من جهاز آخر.
service-pieces = الوثائق المطلوبة
service-pieces-text = هذه هي اللائحة الكاملة. لا يجوز للإدارة أن تطلب وثيقة خارجها.
service-when = فقط إذا: { $condition }
piece-required = إجبارية
piece-sometimes = حسب الحالة
piece-free = اختيارية
service-cost-text = يحسب المبلغ من معطيات مشروعك، ويؤدى بعد الموافقة وقبل تسليم الرخصة.
service-free = هذه الخدمة مجانية.
service-steps = مسار الملف
service-real = في الواقع
service-real-text = { $unit ->
    [working-days] نصف الملفات صدر قرارها في أقل من { $median } يوم عمل، وتسعة من عشرة في أقل من { $p90 }.
   *[calendar-days] نصف الملفات صدر قرارها في أقل من { $median } يوما، وتسعة من عشرة في أقل من { $p90 }.
}
service-real-count = { $count ->
    [one] محسوب من ملف واحد.
    [two] محسوب من ملفين.
    [few] محسوب من { $count } ملفات.
   *[other] محسوب من { $count } ملفا.
}
service-real-more = كل الأرقام
service-texts = النصوص القانونية

# تتبع ملف
track-title = تتبع ملف
track-lead = برقم الملف ورمز التتبع، ودون حساب. لا تظهر في هذه الصفحة أي معلومة شخصية.
track-number = رقم الملف
track-number-hint = كما هو مكتوب أعلى الوصل، مثل PC-095410113-2026-000123
track-code = رمز التتبع
track-code-hint = ثمانية حروف وأرقام مطبوعة أسفل رقم الملف في الوصل.
track-go = عرض الملف
track-filed = أودع يوم { $date }
track-privacy = لحماية الخصوصية لا تعرض هذه الصفحة اسم صاحب الملف ولا عنوانه ولا أجوبته.
track-another = تتبع ملف آخر
track-lost = أضعت الوصل؟ إن كان لك حساب فادخل إليه، وإلا فتقدم إلى مكتب الاستقبال ببطاقتك الوطنية.

# التحقق من وثيقة
verify-lead = اكتب الرقم المطبوع على الوثيقة، أو امسح رمزها المربع، لترى ما هو مقيد بالسجل.
verify-number = رقم الوثيقة
verify-number-hint = تحت الرمز المربع، مثل PER-095410113-2026-000045
verify-go = تحقق
verify-valid = وثيقة صحيحة وسارية
verify-valid-text = هذه الوثيقة مقيدة في السجل كما هي مبينة أسفله. قارن هذه المعلومات بالورقة التي بيدك.
verify-superseded = وثيقة صحيحة لكن حلت محلها أخرى
verify-superseded-text = صدرت هذه الوثيقة فعلا، ثم صدرت بعدها وثيقة تعوضها.
verify-cancelled = وثيقة لم تعد سارية
verify-cancelled-text = صدرت هذه الوثيقة فعلا، لكن مفعولها انتهى.
verify-replaced = الوثيقة السارية:
verify-kind = نوع الوثيقة
verify-issued = تاريخ الإصدار
verify-place = الجماعة
verify-file = رقم الملف
verify-holder = صاحب الوثيقة
verify-proof = بصمة الوثيقة
verify-proof-text = هذه بصمة الملف الإلكتروني (SHA-256) كما هو في السجل اليوم. وقد لا يحمل ملف سلم قبل ذلك كل أدلته: للتأكد من أنه لم يغير، تحقق من توقيعه.
verify-privacy = لا يظهر الاسم كاملا حماية للمعطيات الشخصية (القانون 09.08).
verify-unknown = لا توجد في السجل وثيقة بهذا الرقم
verify-unknown-text = راجع الرقم حرفا حرفا. إن تأكدت منه فالورقة غير صادرة عن هذه المنصة، ويحسن إخبار الجماعة بها. الرقم المطلوب:

# الأرقام
figures-lead = المدد الحقيقية والقرارات، حسب الجماعة والمسطرة، مقارنة بالأجل القانوني.
figures-procedure = المسطرة
figures-commune = الجماعة
figures-all-communes = كل الجماعات
figures-period = الفترة
figures-show = عرض
figures-short = الخلاصة
figures-median = { $unit ->
    [working-days] يوم عمل: الوسيط، نصف الملفات أسرع منه
   *[calendar-days] يوما: الوسيط، نصف الملفات أسرع منه
}
figures-median-short = { $unit ->
    [working-days] { $count ->
        [few] أيام عمل في الوسيط
       *[other] يوم عمل في الوسيط
    }
   *[calendar-days] { $count ->
        [few] أيام في الوسيط
       *[other] يوما في الوسيط
    }
}
figures-median-key = الوسيط
figures-p90 = { $unit ->
    [working-days] يوم عمل: تسعة ملفات من عشرة أسرع منه
   *[calendar-days] يوما: تسعة ملفات من عشرة أسرع منه
}
figures-p90-key = 9 من 10
figures-limit = { $unit ->
    [working-days] يوم عمل: الأجل القانوني ({ $count })
   *[calendar-days] يوم عمل: ما يعادله الأجل القانوني ({ $count } يوما)
}
figures-limit-line = الأجل القانوني
figures-on-time = من القرارات صدرت داخل الأجل
figures-on-time-short = داخل الأجل
figures-decided = قرارا صدر في الفترة
figures-decided-short = قرارات
figures-silent = ملفات سكتت عنها الإدارة
figures-silent-short = سكوت
figures-refused = رفض
figures-delays = المدة حسب الجماعة، بأيام العمل
figures-days = أيام عمل
figures-outcomes = مآل الملفات
figures-outcome = المآل
figures-files = ملفات
figures-months = المدة الوسيطة شهرا بشهر
figures-tiles = الجماعات، زليجة زليجة
figures-tiles-text = كل مربع جماعة، ولونه حصة القرارات الصادرة خارج الأجل. اضغط على جماعة لعرض أرقامها.
figures-all = الجدول الكامل
figures-csv = تحميل CSV
figures-none = لا قرارات في هذا الاختيار
figures-none-text = اختر فترة أطول أو جماعة أخرى.
figures-method = كيف تحسب هذه الأرقام؟
figures-method-text = تحسب المدة من إيداع الملف كاملا إلى صدور القرار، دون أيام التوقف القانوني (استكمال الوثائق مثلا)، بأيام العمل، بنفس الساعة المعروضة للمواطن والموظف. يدخل في الحساب كل ملف صدر قراره في الفترة، دون استثناء. لا تعرض أرقام جماعة قل عدد قراراتها عن خمسة حماية للأشخاص.
figures-counted = حسبت في { $at } من السجل مباشرة.

# الأخطاء
error-number = الحالة { $status }
error-what-now = ما العمل الآن؟
error-home = العودة إلى الاستقبال
error-reference = مرجع الحادث:
error-400-title = لم نفهم هذا الطلب
error-400-text = ما وصلنا ناقص أو مكتوب بصيغة غير منتظرة.
error-400-remedy = عد إلى الصفحة السابقة وأعد المحاولة.
error-403-title = هذه الصفحة ليست مفتوحة لك
error-403-text = الاطلاع على هذا الملف أو القيام بهذا الإجراء مقصور على أصحابه أو على من خولهم القانون ذلك.
error-403-remedy = إن كنت صاحب الملف أو وكيلا عنه فادخل بالحساب الذي أودعته به. وإن كنت موظفا فتحقق من صلاحياتك لدى مدير المنصة.
error-404-title = لا توجد هذه الصفحة
error-404-text = قد يكون العنوان ناقصا، أو يكون الملف المطلوب غير موجود أو غير مفتوح لك.
error-404-remedy = تحقق من العنوان، أو ابحث عن ملفك برقمه في صفحة «تتبع ملف».
error-405-title = لا يمكن القيام بهذا هنا
error-405-text = هذا العنوان لا يقبل الطلب بهذه الطريقة.
error-405-remedy = ارجع إلى الصفحة السابقة وأعد المحاولة من أزرارها.
error-409-title = تغير الملف قبل أن يصل طلبك
error-409-text = قام شخص آخر بإجراء على هذا الملف وأنت تشتغل عليه. لم يسجل طلبك، ولم يضع شيء.
error-409-remedy = افتح الملف كما هو الآن، واقرأ ما تغير، ثم أعد طلبك إن كان ما يزال لازما.
error-413-title = ما أرسلته أكبر من المسموح به
error-413-text = تجاوز الملف أو الطلب الحجم الأقصى المقبول.
error-413-remedy = اختر ملفا أصغر، أو قسم الوثيقة إلى أجزاء، ثم أعد الإرسال.
error-422-title = في الطلب أخطاء
error-422-text = بعض المعلومات ناقصة أو غير صحيحة.
error-422-remedy = عد إلى الصفحة السابقة: كل خطأ مكتوب بجانب خانته.
error-429-title = محاولات كثيرة في وقت قصير
error-429-text = أوقفنا طلباتك مؤقتا حماية لحسابك وللمنصة.
error-429-remedy = انتظر بضع دقائق ثم أعد المحاولة. ما حفظته في مسوداتك باق.
error-500-title = وقع خلل من جهتنا
error-500-text = لم يكتمل طلبك. ما سبق تسجيله محفوظ، وقد أخبر المسؤولون بالخلل.
error-500-remedy = أعد المحاولة بعد قليل. وإن تكرر الخلل فاتصل بمكتب الاستقبال واذكر المرجع أسفله.
error-503-title = الخدمة متوقفة مؤقتا
error-503-text = قاعدة المعطيات أو أحد مكونات المنصة غير متاح الآن. لم يضع شيء مما سجل.
error-503-remedy = أعد المحاولة بعد دقيقة. الآجال القانونية محسوبة من تاريخ الإيداع المسجل، ولا يضرها هذا التوقف.

service-free-short = مجانية
service-fee-short = رسم يحسب من معطيات المشروع
service-step-paused = يتوقف الأجل القانوني خلال هذه المرحلة.
track-wrong = لا يوجد ملف بهذا الرقم وهذا الرمز معا. راجعهما في الوصل.
verify-code = رمز التحقق
verify-code-hint = اثنا عشر حرفا ورقما بعد رقم الوثيقة.
verify-step = حالة الملف الآن
figures-period-quarter = آخر ثلاثة أشهر
figures-period-year = آخر سنة
figures-period-two-years = آخر سنتين
figures-more-than-half = أكثر من 50%

## judge.html: a signed file judged, and every reason for refusing it
judge-title = التحقق من ملف موقع
judge-lead = ضع وثيقة PDF موقعة أو أدلة ملف: تبين هذه الصفحة من وقع ومتى، وهل غير شيء بعد ذلك.
judge-with-file = هل لديك الملف؟ تحقق من توقيعاته
judge-by-number = التحقق بالرقم
judge-file = وثيقة PDF أو حاوية أدلة (asice)
judge-file-hint = 64 ميغابايت على الأكثر. يفحص الملف ثم ينسى.
judge-go = التحقق من التوقيع
judge-accepted = توقيع صحيح ووثيقة سليمة
judge-accepted-text = الوثيقة كما وقعت:
judge-refused = توقيع مرفوض
judge-refused-text = لا تعتمد على هذا الملف:
judge-in-register = في السجل:
judge-open-register = الاطلاع على ما في السجل
judge-not-in-register = التوقيع صحيح، لكن سجل هذه المنصة لا يتضمن هذه الوثيقة.
judge-carried = تحمل هذه الوثيقة حجتها: إجراؤها هو رقم { $place } في السجل، في حالة موقعة تضم { $size } من الإجراءات. قيد في
judge-carried-false = الحجة التي تحملها هذه الوثيقة ليست من هذا السجل، أو ليست حجة إجرائها.
judge-kind-seal = ختم المؤسسة
judge-kind-person = توقيع شخص
judge-kind-stamp = ختم زمني على الملف
judge-signature-refused = لم يقبل هذا التوقيع:
judge-by = الموقع
judge-for = المؤسسة
judge-issuer = الشهادة صادرة عن
judge-proven-at = تاريخ الختم الزمني
judge-claimed-at = التاريخ المصرح به
judge-reason = الموضوع
judge-level = الحفظ
judge-level-b = يمكن التحقق منه ما دامت الشهادة سارية
judge-level-t = التاريخ مثبت بختم زمني
judge-level-lt = أدلة الصحة مضمنة في الملف
judge-level-lta = أدلة الصحة مضمنة في الملف ومختومة زمنيا
judge-covers = ما يشمله
judge-covers-whole = الملف كله
judge-covers-then = الوثيقة؛ وأضيف بعدها ما هو مسموح به:
judge-covers-part = جزء من الملف
judge-local = هذه الشهادات صادرة عن سلطة محلية لهذه المنصة. وقيمتها أمام القضاء رهينة بالقانون 43.20.
judge-yourself = التحقق من دوننا
judge-yourself-text = كل قارئ PDF يعرف شهادتنا الجذر يقوم بالتحقق نفسه.
judge-root = تحميل الشهادة الجذر
judge-pdf-change-signed = توقيع آخر
judge-pdf-change-stamped = ختم زمني
judge-pdf-change-reserved = موضع لتوقيع
judge-pdf-change-evidence = أدلة الصحة
judge-pdf-change-saved = تاريخ آخر حفظ
judge-pdf-too-large = يتجاوز الملف { $megabytes } ميغابايت.
judge-pdf-unreadable = بنية الملف مختلة. اطلب الملف كما سلم.
judge-pdf-encrypted = الملف محمي بكلمة سر. اطلبه بدون حماية.
judge-pdf-trailing = أضيفت معطيات بعد نهاية الملف.
judge-pdf-no-signature = لا يحمل هذا الملف أي توقيع.
judge-pdf-too-many-fields = يحمل الملف خانات توقيع أكثر من اللازم.
judge-pdf-signature-removed = أزيل توقيع من الملف: { $field }.
judge-pdf-sub-filter = صيغة التوقيع غير معروفة.
judge-pdf-inline = التوقيع ليس في موضعه من الملف.
judge-pdf-range-missing = لا يبين التوقيع أي جزء من الملف يشمله.
judge-pdf-range-malformed = مدى التوقيع مكتوب على غير وجهه.
judge-pdf-range-start = لا يشمل التوقيع بداية الملف.
judge-pdf-range-gap = يترك التوقيع خارجه غير موضعه.
judge-pdf-range-end = يقف التوقيع حيث لا تنتهي أي نسخة من الملف.
judge-pdf-range-outside = يدعي التوقيع أنه يشمل أكثر مما في الملف.
judge-pdf-contents-missing = قيمة التوقيع غير موجودة.
judge-pdf-contents-malformed = قيمة التوقيع غير مقروءة.
judge-pdf-contents-trailing = معطيات مخفية في موضع التوقيع.
judge-pdf-not-its-revision = لا ينتمي التوقيع إلى النسخة التي يشملها.
judge-pdf-certified-late = جاء ختم التصديق بعد توقيع آخر.
judge-pdf-forbidden = منع الموقع الأول ما أضيف بعده.
judge-pdf-altered-content = غير نص الصفحة { $page } بعد التوقيع.
judge-pdf-altered-page = غيرت الصفحة { $page } بعد التوقيع.
judge-pdf-altered-pages = أضيفت صفحات أو أزيلت أو نقلت بعد التوقيع.
judge-pdf-altered-annotation = وضع شيء فوق الصفحة { $page } بعد التوقيع.
judge-pdf-altered-visible = أضيفت خانة ظاهرة بعد التوقيع.
judge-pdf-altered-font = استبدل خط من خطوط الصفحة { $page } بعد التوقيع.
judge-pdf-altered-image = استبدلت صورة من صور الصفحة { $page } بعد التوقيع.
judge-pdf-altered-other = غير الملف بعد التوقيع.
judge-container-too-large = الحاوية أكبر مما يمكن فحصه.
judge-container-malformed = الحاوية تالفة. اطلبوها من جديد.
judge-container-twice = تضم الحاوية الملف نفسه مرتين.
judge-container-name = تضم الحاوية ملفا باسم ممنوع.
judge-container-damaged = أحد ملفات الحاوية تالف.
judge-container-media-type = هذا الملف ليس حاوية أدلة.
judge-container-manifest = تتعذر قراءة القائمة الموقعة في الحاوية.
judge-container-too-many-manifests = تحمل الحاوية توقيعات أكثر مما يُفحص.
judge-container-no-signature = لا تحمل الحاوية أي توقيع.
judge-container-missing = ينقص الحاوية ملف يذكره التوقيع.
judge-container-changed = أحد ملفات الحاوية لم يعد كما وُقّع.
judge-container-unsigned = في الحاوية ملف لم يوقعه أحد.
judge-evidence-paper = في الحاوية وثيقة لا تحمل توقيعا صحيحا.
judge-evidence-file = تتعذر قراءة وصف الملف.
judge-evidence-document = في الحاوية وثيقة ليست وثيقة الملف.
judge-evidence-key = مفتاح السجل ليس المفتاح المعروف هنا.
judge-evidence-head-stamp = ختم وقت السجل غير صحيح.
judge-evidence-proof = لا يثبت السجل إحدى العمليات: { $act }.
judge-evidence-told = إحدى العمليات ليست كما يحفظها السجل: { $act }.
judge-evidence-of = أدلة الملف { $number }
judge-evidence-acts = يثبت السجل { $proven } من أصل { $acts } من العمليات
judge-evidence-piece = في الحاوية وثيقة مدلى بها ليست هي التي في الملف.
judge-evidence-accepted = أدلة صحيحة لم يغير فيها شيء
judge-evidence-accepted-text = الحاوية كما ختمت، وكل ما فيها صحيح:
judge-evidence-refused = أدلة مرفوضة
judge-evidence-refused-text = لا تعتمد على هذه الحاوية:
judge-evidence-nobody = لم تختم هذه الحاوية أي مؤسسة معروفة هنا، ولذلك لا نعرض ما ترويه.
judge-evidence-file-number = الملف
judge-evidence-service = الخدمة
judge-evidence-taken = تاريخ أخذ الأدلة
judge-evidence-taken-for = أخذت لفائدة
judge-evidence-register = السجل
judge-evidence-head = { $size ->
    [0] لم يكن السجل يضم حينها أي عملية، وحالته هذه مختومة زمنيا في
    [one] كان السجل يضم حينها عملية واحدة، وحالته هذه مختومة زمنيا في
    [two] كان السجل يضم حينها عمليتين، وحالته هذه مختومة زمنيا في
    [few] كان السجل يضم حينها { $size } عمليات، وحالته هذه مختومة زمنيا في
   *[other] كان السجل يضم حينها { $size } عملية، وحالته هذه مختومة زمنيا في
 }
judge-taken-for-applicant = صاحب الطلب أو وكيله: لا تذكر فيها أسماء الموظفين
judge-taken-for-office = مصلحة تتابع الملف
judge-taken-for-operator = مشغل المنصة، لفائدة من طلبها
judge-seal-seal = ختم على الحاوية
judge-seal-stamp = ختم زمني على الحاوية
judge-seal-nobody = ختم مرفوض
judge-seal-files = { $count ->
    [0] لا ملف
    [one] ملف واحد
    [two] ملفان
    [few] { $count } ملفات
    [many] { $count } ملفا
   *[other] { $count } ملف
 }
judge-more-faults = { $count ->
    [0] لا سبب آخر
    [one] وسبب آخر
    [two] وسببان آخران
    [few] و{ $count } أسباب أخرى
    [many] و{ $count } سببا آخر
   *[other] و{ $count } سبب آخر
 }
judge-inside-acts = العمليات
judge-inside-papers = الوثائق الصادرة
judge-inside-pieces = الوثائق المدلى بها
judge-act-proven = يثبتها السجل
judge-act-waiting = لم تدرج في السجل بعد
judge-act-refused = غير مثبتة
judge-paper-holds = توقيعات صحيحة
judge-paper-refused = مرفوضة
judge-paper-unknown = وثيقة
judge-colon = :
judge-signature-bad = مرفوض
judge-piece-inside = داخل الحاوية، سليمة
judge-piece-altered = معدلة أو غير موجودة
judge-piece-digest = البصمة وحدها
judge-piece-not-asked = لم تطلب الوثيقة مع الأدلة، وتسمح بصمتها بالتعرف عليها.
judge-piece-too-large = أكبر من أن تحملها الحاوية، وتسمح بصمتها بالتعرف عليها.
judge-piece-missing = لم توجد الوثيقة في مخزن الجماعة، وتسمح بصمتها بالتعرف عليها.
judge-piece-replaced = عوضت بعد ذلك
judge-fault-malformed = التوقيع غير مقروء.
judge-fault-too-large = التوقيع أكبر من أن يقرأ.
judge-fault-signers = ليس للتوقيع موقع واحد لا أكثر ولا أقل.
judge-fault-no-certificate = شهادة الموقع غير موجودة.
judge-fault-attribute = لا يتضمن التوقيع كل ما يجب أن يتضمنه.
judge-fault-content-type = التوقيع على محتوى من نوع آخر.
judge-fault-changed = غيرت الوثيقة: لم تعد كما وقعت.
judge-fault-other-digest = تعذر إعادة حساب بصمة التوقيع.
judge-fault-bad-signature = لم يوقع بمفتاح { $name }.
judge-fault-weak = توقيع { $name } بطريقة لم تعد تحمي.
judge-fault-unknown-algorithm = توقيع { $name } بطريقة غير معروفة هنا.
judge-fault-not-the-certificate = يشير التوقيع إلى شهادة غير شهادة { $name }.
judge-fault-not-yet-valid = لا تسري شهادة { $name } إلا ابتداء من { $date }.
judge-fault-expired = انتهت شهادة { $name } في { $date } قبل هذا التوقيع.
judge-fault-revoked = ألغيت شهادة { $name } في { $date } قبل هذا التوقيع.
judge-fault-revocation-unknown = لا شيء يبين هل ألغيت شهادة { $name }.
judge-fault-revocation-evidence = أدلة صحة شهادة { $name } غير صالحة للاستعمال.
judge-fault-unknown-issuer = شهادة { $name } صادرة عن { $issuer } التي لا تعرفها هذه المنصة.
judge-fault-wrong-usage = شهادة { $name } غير معدة لتوقيع الوثائق.
judge-fault-path-too-long = بين { $name } والجذر سلطات أكثر من اللازم.
judge-fault-unknown-rule = تضع شهادة { $name } شرطا غير معروف هنا.
judge-fault-stamp = الختم الزمني غير صحيح.
judge-fault-stamp-for-other = الختم الزمني لملف آخر.
judge-fault-stamp-nonce = الختم الزمني جواب عن طلب آخر.
judge-fault-stamp-policy = يتبع الختم الزمني سياسة غير منتظرة.
judge-fault-stamp-from-the-past = ختم الوقت مؤرخ في { $date }، بعيدا عن الساعة هنا.
judge-fault-stamp-from-the-future = الختم الزمني مؤرخ في { $date } الذي لم يحن بعد.

# السجل وحججه.
log-title = السجل وحججه
log-lead = كل إجراء في ملف يختم في سجل لا يستطيع أحد أن يعيد كتابته دون أن يظهر ذلك. في هذه الصفحة ما يلزم للتحقق منه دون الرجوع إلينا.
log-head = آخر حالة موقعة
log-size = الإجراءات المختومة
log-signed = تاريخ التوقيع
log-stamped = تحمل هذه الحالة ختما زمنيا من سلطة توقيت.
log-not-stamped = لا تحمل هذه الحالة بعد ختما زمنيا من سلطة توقيت.
log-cosigners = وقعها أيضا
log-note = الحالة الموقعة حرفيا
log-download = تنزيل الحالة الموقعة
log-empty = لم يختم أي إجراء بعد.
log-key = مفتاح السجل
log-key-text = بهذا المفتاح العمومي تستطيع كل أداة تعرف صيغة C2SP أن تحكم على توقيعاتنا. احتفظ به مرة، ثم قارن به بعد ذلك.
log-how = كيف تتحقق
log-how-paper = وثيقة: افتح صفحتها برمزها المربع ونزل حجة مكانها في السجل.
log-how-keep = احتفظ بالحالة الموقعة لهذا اليوم، مطبوعة أو في ملف: لو أعيدت كتابة السجل لما وجدت فيه.
log-how-mirror = يمكن نسخ السجل كله جزءا جزءا، وليس فيه أي معطى شخصي:
log-how-consistent = تطلب الحجة على أن حالة تتمم حالة سابقة من
log-how-cosign = تستطيع مؤسسة أخرى أن توقع حالاتنا بدورها إذا سجلت الجماعة مفتاحها:
verify-register = المكان في السجل
verify-recorded = تاريخ تقييد الإجراء
verify-waits = قيد الإجراء. تكون حجته جاهزة بعد ثوان: أعد تحميل الصفحة.
verify-place-in = رتبة هذا الإجراء { $place } من بين { $size } تشملها الحالة الموقعة للسجل.
verify-signed-at = تاريخ توقيع الحالة
verify-proof-download = تنزيل الحجة
verify-proof-json = الحجة لبرنامج (JSON)
verify-log = السجل وكيفية التحقق منه
mistake-cosign-unreadable = ليست هذه حالة موقعة للسجل.
mistake-cosign-unknown = لم يوقع هذه الحالة أي مفتاح نعرفه.

# الصفحة التي تتحقق دون شبكة.
offline-title = التحقق من وثيقة دون شبكة
offline-lead = في الرمز المربع لكل وثيقة تصريح موقع. هذه الصفحة تحكم عليه وحدها ولا ترسل شيئا.
offline-text = العنوان المقروء من الرمز المربع كاملا
offline-go = تحقق
offline-photo = تصوير الرمز
offline-keys = مفاتيح المؤسسة
offline-keys-text = قارن هذه البصمة بالتي تنشرها المؤسسة:
offline-limits = لا تعرف هذه الصفحة دون شبكة هل عوضت الوثيقة أو ألغيت بعد صدورها. قارن أيضا كل سطر بالورقة.
offline-good = تصريح صحيح
offline-bad = لا تعتمد عليه
offline-good-text = وقعت المؤسسة على ما يلي.
offline-unreadable-text = ليس في هذا النص تصريح موقع. انقل عنوان الرمز المربع كاملا.
offline-unknown-key-text = المفتاح الذي وقع ليس مما تعرفه هذه الصفحة. نزل الصفحة من جديد.
offline-forged-text = التوقيع غير صحيح: غير التصريح أو لم تصدره المؤسسة.
offline-other-paper-text = التصريح موقع، لكنه لوثيقة غير التي في هذا العنوان.
offline-no-code-text = لم يوجد رمز مربع في هذه الصورة. اقترب أكثر وتجنب انعكاس الضوء.
verify-offline = التحقق دون شبكة
verify-offline-download = احتفظ بهذه الصفحة للتحقق دون شبكة
