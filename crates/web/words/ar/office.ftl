# شاشات المكاتب: صندوق الوارد، الملف، التوقيع، الصندوق، الجلسات، الإدارة.

nav-inbox = صندوق الوارد
nav-assist = الإيداع بالشباك
nav-sessions = جلسات اللجنة
nav-signing = سجل التوقيع
nav-cashier = الشساعة
nav-silence = سكوت الإدارة
nav-people = الأشخاص
nav-dashboard = لوحة القيادة
nav-users = المستعملون
nav-calendar = أيام العطل
nav-law = القيم القانونية
nav-procedures = المساطر
nav-audit = سجل المراقبة

# ما تشترك فيه
office-or = { " " }أو{ " " }
office-comma = ،{ " " }
office-awaited = لم يبد رأيه بعد
office-per-m2 = { $money } للمتر المربع
office-paper-of = وثيقة الملف { $number }
office-span = { $unit ->
    [working-days] { $count ->
        [0] أقل من يوم عمل
        [one] يوم عمل واحد
        [two] يوما عمل
        [few] { $count } أيام عمل
       *[other] { $count } يوم عمل
    }
    [calendar-days] { $count ->
        [0] أقل من يوم
        [one] يوم واحد
        [two] يومان
        [few] { $count } أيام
        [many] { $count } يوما
       *[other] { $count } يوم
    }
    [months] { $count ->
        [one] شهر واحد
        [two] شهران
        [few] { $count } أشهر
        [many] { $count } شهرا
       *[other] { $count } شهر
    }
    [years] { $count ->
        [one] سنة واحدة
        [two] سنتان
        [few] { $count } سنوات
       *[other] { $count } سنة
    }
    [people] { $count } نسمة
   *[other] { $count }
}
office-done = { $count ->
    [one] تم «{ $act }» في ملف واحد:
    [two] تم «{ $act }» في ملفين:
    [few] تم «{ $act }» في { $count } ملفات:
   *[other] تم «{ $act }» في { $count } ملفا:
}
office-refused = { $count ->
    [one] ملف واحد لم يتغير:
    [two] ملفان لم يتغيرا:
    [few] { $count } ملفات لم تتغير:
   *[other] { $count } ملفا لم تتغير:
}
office-chosen = المختار:
office-files = { $count ->
    [0] لا ملف
    [one] ملف واحد
    [two] ملفان
    [few] { $count } ملفات
    [many] { $count } ملفا
   *[other] { $count } ملف
}

# صندوق الوارد
inbox-title = صندوق الوارد
inbox-seats = الصفات التي تعمل بها
inbox-scopes = أي الملفات تعرض
inbox-scope-mine = في انتظارك
inbox-scope-seen = كل ما تطلع عليه
inbox-search = بحث في هذه القائمة
inbox-search-example = رقم، اسم، رسم عقاري…
inbox-commune = الجماعة
inbox-procedure = المسطرة
inbox-step = المرحلة
inbox-any = الكل
inbox-apply = تطبيق
inbox-clear = إلغاء التصفية
inbox-clocks = حسب الأجل
inbox-clock-all = الكل
inbox-clock-late = متأخرة
inbox-clock-soon = أجلها خلال ثلاثة أيام
inbox-clock-paused = متوقفة
inbox-caption = ملفات { $role }، الأقرب أجلا أولا
inbox-tick = اختيار
inbox-tick-all = اختيار الكل
inbox-tick-one = اختيار الملف { $number }
inbox-file = الملف وصاحبه
inbox-stands = المرحلة وما ينتظر
inbox-yours-due = أجلك
inbox-file-due = أجل الملف
inbox-filed = أودع يوم { $date }
inbox-parcel = الرسم
inbox-awaited = بانتظار:
inbox-late = متأخر
inbox-bulk-hint = اختر ملفات لإنجاز الإجراء فيها دفعة واحدة.
inbox-nothing-found = لا ملف يطابق هذا البحث
inbox-nothing-found-more = جرب رقما أو اسما آخر، أو وسع البحث إلى كل ما تطلع عليه.
inbox-nothing-waits = لا شيء في انتظارك
inbox-nothing-waits-more = كل الملفات التي عليك دراستها بُت فيها. ستظهر هنا الملفات الجديدة فور وصولها.

# الملف على المكتب
desk-session = معروض على اللجنة يوم { $date } على الساعة { $hour }
desk-stale = تغير الملف وأنت تكتب
desk-stale-more = لم ينفذ الإجراء لأن الملف تغير منذ أن فتحته. هذا ما جرى، وما كتبته محفوظ أسفله: راجعه ثم أعد الإرسال.
desk-moved = جرى شيء في هذا الملف منذ أن فتحته.
desk-clock = أجل الملف
desk-silence-approves = إذا انقضى الأجل دون جواب فسكوت الإدارة بمثابة موافقة، ويحال الملف على العامل لتسليم الشهادة.
desk-silence-refuses = إذا انقضى الأجل دون جواب فسكوت الإدارة بمثابة رفض.
desk-reload = عرض الملف كما هو الآن
desk-stages = مراحل المسطرة
desk-toc = أقسام الملف
desk-acts = ما يمكنك فعله الآن
desk-no-act = لا إجراء مطلوب منك في هذه المرحلة.
desk-closed = غير ممكن الآن
desk-answers = الطلب
desk-pieces = الوثائق
desk-opinions = الآراء
desk-money = الرسوم
desk-papers = الوثائق الصادرة
desk-messages = الرسائل
desk-history = السجل
desk-conclusion = خلاصة اللجنة
desk-applicant = صاحب الطلب
desk-person = ملفاته الأخرى
desk-mandatary = وكيله
desk-assisted = أودعه بالشباك { $name }، { $at }.
desk-answer = الجواب باسم صاحب الطلب
desk-answer-lead = هل أحضر { $name } جوابه إلى الشباك؟ أرفق هنا ما طُلب منه: تجيب باسمه وتحت هويتك أنت.
desk-answer-open = فتح الجواب
desk-map = موقع الأرض
desk-related = ملفات أخرى على الأرض نفسها
desk-piece-given = مرفقة
desk-piece-missing = ناقصة
desk-piece-not-required = غير مطلوبة في هذا المشروع
desk-piece-optional = اختيارية، لم ترفق
desk-piece-requested = طُلب استكمالها
desk-replaced = عوضت بوثيقة أحدث
desk-occasional = عضو عرضي
desk-bill-later = تستحق بعد موافقة اللجنة
desk-bill-due = مستحقة
desk-bill-paid = مؤداة
desk-bill-none = لا رسوم
desk-bill-nothing = لا رسوم على هذا الملف.
desk-receipt = وصل الأداء
desk-no-paper = لم تصدر بعد أي وثيقة.
desk-no-message = لا رسائل بعد.
desk-write = رسالة إلى صاحب الطلب
desk-write-hint = يتوصل بها في حسابه وببريده الإلكتروني. لا تُغير الرسالة مرحلة الملف ولا أجله.

office-identity-cnie = رقم البطاقة الوطنية
office-identity-ice = التعريف الموحد للمقاولة
office-identity-order = رقم التسجيل في الهيئة
office-identity-passport = رقم جواز السفر
office-phone = الهاتف
office-email = البريد الإلكتروني

# الأبواب: إجراءات الملف
door-once = مرة واحدة فقط
door-your-due = أجلك:
door-delegated = توقع بتفويض من { $name }، القرار رقم { $decision }، صالح إلى { $until }.
door-papers = ستصدر تلقائيا: { $papers }
door-conclude = تسجيل خلاصة اللجنة
door-pieces = الوثائق المطلوب استكمالها
door-pieces-hint = القائمة محصورة في ما ينص عليه القانون؛ لا يمكن طلب وثيقة خارجها.
door-piece-why = ما ينقصها
desk-round = الجولة { $n } من الآراء
door-conclude-name = خلاصة اللجنة
door-adds = يُمدد الأجل بـ { $span }.
door-withdraw = بطلب مكتوب من صاحب الملف؛ اذكر مرجعه.
door-pass = يكفي التأكيد، ويُسجل باسمك مع التاريخ والساعة.
door-opinion-favourable = الملف مطابق للضوابط
door-opinion-favourable-with-reserves = موافقة بشروط تُدرج في الرخصة
door-opinion-unfavourable = الملف مخالف للضوابط
door-opinion-adjourned = يلزم تعديل الملف قبل البت فيه
door-motive = التعليل
door-motive-request = سبب طلب الاستكمال
door-motive-read = يقرؤه صاحب الطلب ويُدرج في الوثيقة.
door-motive-opinion = بيّن الأساس القانوني أو التقني. يطلع عليه صاحب الطلب وباقي الأعضاء.
door-motive-conclude = لازم عند التأجيل أو الرأي غير الموافق، ويُدرج في المحضر.
door-motive-invite = سبب الاستدعاء
door-motive-back = سبب الإرجاع
door-motive-inside = تقرؤه المصالح، ولا يرسل إلى صاحب الطلب.
door-opinion = رأيك
door-reserves = التحفظات
door-reserves-hint = تحفظ واحد في كل سطر؛ تُدرج كما هي في المحضر وفي الرخصة.
door-member = العضو المستدعى
door-decision = قرار اللجنة
door-keep-reserves = التحفظات التي تحتفظ بها اللجنة
door-read = اطلعت على الوثيقة وأوافق على مضمونها
door-sign-first = الخطوة 1: قراءة الوثيقة كما ستكون برقمها. ثم يأتي التوقيع.
door-silence = انقضى الأجل القانوني دون جواب، فسكوت الإدارة بمثابة موافقة. تُسلم الشهادة إلى صاحب الطلب وتُنشر في صفحة التحقق.

cashier-due = المبلغ المستحق
cashier-receipt = رقم الوصل
cashier-receipt-hint = كما هو في دفتر الشساعة
cashier-amount = المبلغ المقبوض
cashier-method = وسيلة الأداء
cashier-method-cash = نقدا
cashier-method-cheque = شيك
cashier-method-transfer = تحويل بنكي
cashier-method-card = بطاقة بنكية
assist-consent-signed = وقع صاحب الطلب على الموافقة.
assist-consent-thumbprint = بصم صاحب الطلب على الموافقة أمام شاهد.
assist-consent-proxy = الموافقة بوكالة مصادق عليها.

# عارض الوثائق
viewer-before = الوثيقة السابقة
viewer-after = الوثيقة التالية
viewer-previous = الصفحة السابقة
viewer-next = الصفحة التالية
viewer-page = رقم الصفحة
viewer-out = تصغير
viewer-in = تكبير
viewer-fit = ملء العرض
viewer-turn = تدوير
viewer-whole = ملء الشاشة
viewer-outside = فتح في نافذة مستقلة
viewer-download = تحميل
viewer-close = إغلاق
viewer-board = الوثيقة المعروضة؛ يمكن تحريكها بأسهم لوحة المفاتيح
viewer-waiting = جار فتح الوثيقة…
viewer-broken = تعذر عرض هذه الوثيقة هنا. حملها أو افتحها في نافذة مستقلة.

# سجل التوقيع
signing-title = سجل التوقيع
signing-delegate = توقع بتفويض من { $name }، بمقتضى القرار رقم { $decision }.
signing-delegate-dates = التفويض صالح من { $from } إلى { $until }.
signing-kinds = نوع الوثيقة
signing-kind-all = الكل
signing-motive = تعليل رفض الملف { $number }
signing-hint = اقرأ الوثائق، ثم اختر ما توقعه.
signing-sign = توقيع المختار
signing-send-back = إرجاع المختار
signing-read = قراءة وثيقة الملف { $number }
signing-since = على مكتبك منذ { $date }
signing-reserves = { $count ->
    [one] تحفظ واحد
    [two] تحفظان
    [few] { $count } تحفظات
   *[other] { $count } تحفظا
}
signing-confirm-sign = { $count ->
    [one] توقيع وثيقة واحدة
    [two] توقيع وثيقتين
    [few] توقيع { $count } وثائق
   *[other] توقيع { $count } وثيقة
}
signing-confirm-back = { $count ->
    [one] إرجاع ملف واحد
    [two] إرجاع ملفين
    [few] إرجاع { $count } ملفات
   *[other] إرجاع { $count } ملفا
}
signing-will-be = الوثيقة التي ستوقع:
signing-digest = بصمة ما سيوقع
signing-digest-text = يشمل توقيعكم هذه الوثيقة بعينها. يحصل الموقع وكل متحقق على بصمة SHA-256 نفسها.
signing-have-read = { $count ->
    [one] قرأت هذه الوثيقة وأوقعها
    [two] قرأت هاتين الوثيقتين وأوقعهما
   *[other] قرأت هذه الوثائق وأوقعها
}
signing-do-sign = توقيع
signing-do-back = إرجاع مع السبب
signing-empty = لا شيء للتوقيع
signing-empty-more = كل ما عُرض عليك وُقع أو أُعيد.

# الشساعة
sheet-payer = المؤدي
sheet-dirhams = المبلغ بالدرهم
cashier-title = الشساعة
cashier-find = رقم الملف أو البطاقة الوطنية
cashier-find-hint = مثلا 2026/000118 أو JC48213
cashier-not-found = لا ملف بهذا الرقم في جماعتك
cashier-not-found-more = تحقق من الرقم المكتوب على وصل الإيداع.
cashier-waiting = في انتظار الأداء
cashier-none-waiting = لا ملف في انتظار الأداء.
cashier-record = تسجيل الأداء
cashier-recorded = سُجل أداء { $money } للملف { $number }.
cashier-print = طبع وصل الأداء { $number }
cashier-nothing-due = لا مبلغ مستحق على هذا الملف في هذه المرحلة.
cashier-journal = يومية { $date }
cashier-at = الوقت
cashier-by = القابض
cashier-csv = ملف CSV
cashier-total = مجموع اليوم
cashier-nothing-today = لم يسجل أي أداء في هذا اليوم.

# سكوت الإدارة
silence-title = سكوت الإدارة
silence-lead = ملفات انقضى أجلها القانوني دون جواب: سكوت الإدارة فيها بمثابة موافقة، وتسلم شهادته من طرف العامل.
silence-silent = في انتظار الشهادة
silence-soon = يحل أجلها خلال { $days ->
    [one] يوم واحد
    [two] يومين
    [few] { $days } أيام
   *[other] { $days } يوما
}
silence-soon-more = ما زال بإمكان الإدارة أن تجيب عنها.
silence-none = لا ملف في سكوت
silence-none-more = كل الملفات أجيب عنها داخل الأجل أو ما زال أجلها جاريا.
silence-none-soon = لا ملف يوشك أجله على الانقضاء.
silence-attested = آخر الشهادات المسلمة
silence-attest = تسليم الشهادة
silence-where = أين توقف
silence-every-commune = كل الجماعات
silence-confirm = { $count ->
    [one] تسليم شهادة سكوت واحدة
    [two] تسليم شهادتي سكوت
    [few] تسليم { $count } شهادات سكوت
   *[other] تسليم { $count } شهادة سكوت
}
silence-do = { $count ->
    [one] تسليم الشهادة
    [two] تسليم الشهادتين
   *[other] تسليم الشهادات
}

# جلسات اللجنة
sessions-number = الرقم
sessions-called = دُعيت اللجنة إلى الجلسة.
session-saved = حُفظ التغيير.
session-opened = افتُتحت الجلسة.
session-closed-done = رُفعت الجلسة.
session-concluded = سُجلت خلاصة اللجنة وحُرر المحضر.
signins-ended = أُخرج الجهاز.
mistake-day-past = هذا اليوم مضى: اختر يوما مقبلا.
mistake-not-an-hour = اكتب الساعة والدقائق، مثل 10:00.
mistake-none-chosen = اختر ملفا واحدا على الأقل.
sessions-title = جلسات اللجنة
sessions-coming = الجلسات المقبلة
sessions-past = الجلسات السابقة
sessions-none = لا جلسة مبرمجة
sessions-none-more = تُعرض هنا الجلسات التي دُعيت إليها اللجنة.
sessions-call = الدعوة إلى جلسة
sessions-day = اليوم
sessions-hour = الساعة
sessions-place = المكان
sessions-place-hint = القاعة، أو رابط الجلسة عن بعد
sessions-files = الملفات
sessions-minutes = المحضر
sessions-agenda = جدول الأعمال
sessions-agenda-hint = الملفات الجاهزة للعرض، الأقرب أجلا أولا.
sessions-no-candidate = لا ملف جاهز للعرض على اللجنة.
sessions-opinions = الآراء: { $given } من { $all }
sessions-concluded = { $count ->
    [one] بُت في واحد
    [two] بُت في اثنين
   *[other] بُت في { $count }
}
sessions-state-called = مبرمجة
sessions-state-open = منعقدة
sessions-state-closed = منتهية
session-title = جلسة { $date }
session-moved = وصل جديد إلى هذه الجلسة منذ أن فتحتها.
session-agenda = جدول الأعمال
session-left = { $count ->
    [one] بقي ملف واحد للبت فيه
    [two] بقي ملفان للبت فيهما
    [few] بقيت { $count } ملفات للبت فيها
   *[other] بقي { $count } ملفا للبت فيها
}
session-add = إضافة ملف إلى جدول الأعمال
session-add-do = إضافة المختار
session-members = الحضور
session-chair = الرئيس
session-unnamed = لم يُعين بعد
session-by = من ينوب عن { $role }
session-by-short = ينوب عنه…
session-present = حاضر
session-absent = غائب
session-open = افتتاح الجلسة
session-open-hint = بعد الافتتاح يمكن تسجيل خلاصة كل ملف.
session-close = رفع الجلسة وتحرير المحضر
session-close-hint = بُت في كل الملفات. يُحرر المحضر ويُرقم ويوضع رهن إشارة الأعضاء.
session-close-later = { $count ->
    [one] ملف واحد لم يُبت فيه بعد؛ عند رفع الجلسة يُرجأ إلى جلسة مقبلة.
    [two] ملفان لم يُبت فيهما بعد؛ عند رفع الجلسة يُرجآن إلى جلسة مقبلة.
    [few] { $count } ملفات لم يُبت فيها بعد؛ عند رفع الجلسة تُرجأ إلى جلسة مقبلة.
   *[other] { $count } ملفا لم يُبت فيها بعد؛ عند رفع الجلسة تُرجأ إلى جلسة مقبلة.
}
session-give-opinion = إبداء رأيك في هذا الملف
session-waits = لا يُبت فيه قبل رأي:

# لوحة القيادة
board-median = يوم عمل، وسيط مدة الجواب
board-members = الآراء المنتظرة
board-no-opinion = لا رأي منتظر.
board-speaking = أجل إبداء الرأي حسب العضو
board-speaking-days = أيام العمل
board-speaking-took = { $median } ي؛ 9 من 10 في { $p90 } ي
board-speaking-says = من إحالة الملف على العضو إلى إبداء رأيه، بأيام العمل: نصف الآراء (الخط الداكن) وتسعة من عشرة (الخط الفاتح).
board-speaking-given = الآراء المبداة
board-speaking-median = الوسيط (أيام)
board-speaking-p90 = 9 من 10 (أيام)
board-towns = الجماعات الحضرية
board-country = الجماعات القروية
board-code = الرمز
board-days-between = من { $from } إلى { $to } يوم عمل
board-days-over = { $from } يوم عمل فأكثر
board-tiles = كل الجماعات
board-within-head = داخل الأجل
board-title = لوحة القيادة
board-range = من { $from } إلى { $to }
board-at = محينة إلى { $at }
board-csv = ملف CSV
board-period = الفترة
board-months = { $count ->
    [one] الشهر الأخير
    [two] آخر شهرين
    [few] آخر { $count } أشهر
   *[other] آخر { $count } شهرا
}
board-figures = الأرقام الأساسية
board-stock = ملفات جارية
board-late = فيها مرحلة متأخرة
board-soon = أجلها خلال ثلاثة أيام
board-within = أجيب عنها داخل الأجل
board-filed = ملفات مودعة
board-decided = ملفات بُت فيها
board-silent = في سكوت دون شهادة ({ $attested } سُلمت)
board-map = حالة الجماعات
board-map-says = كبر الدائرة بعدد الملفات الجارية، ولونها بحالتها. حدود الإقليم:
board-dot = { $name }: جارية { $stock }، متأخرة { $late }
board-late-short = { $count } متأخرة
board-state = الحالة
board-state-good = داخل الأجل
board-state-watch = تحتاج إلى متابعة
board-state-late = تأخر
board-state-silent = سكوت
board-state-none = بلا ملفات
board-months-title = المودعة والمبتوت فيها كل شهر
board-delays = مدة الجواب
board-took = المدة
board-answers = عدد الأجوبة
board-outcomes = مآل الملفات
board-holders = أين الملفات الآن
board-holder = لدى من
board-of-which-late = { $count } (منها { $late } متأخرة)
board-member = العضو
board-procedures = حسب المسطرة
board-median-head = الوسيط (أيام العمل)
board-silent-head = سكوت
board-window = شباك وحيد
board-table = الجماعات
board-sort = ترتيب حسب
board-sort-late = التأخر
board-sort-stock = الجارية
board-sort-median = الوسيط
board-sort-name = الاسم
board-files = الملفات
board-young = لا قرارات بعد في هذه الفترة
board-young-more = تظهر المبيانات عندما يُبت في أولى الملفات.

# من دخل ومن أين
signins-title-own = أماكن دخولك إلى الحساب
signins-title-institution = من هم متصلون الآن
signins-lead-own = إن رأيت جهازا لا تعرفه فأخرجه ثم غيّر كلمة السر.
signins-lead-institution = يمكن إخراج أي جهاز فورا؛ ويُسجل ذلك في سجل المراقبة.
signins-end-others = إخراج الأجهزة الأخرى
signins-device = الجهاز
signins-opened = دخل
signins-seen = آخر نشاط
signins-current = هذا الجهاز
signins-end = إخراج
signins-none = لا أحد متصل.
signins-unknown = جهاز غير معروف

# المستعملون
users-title = مستعملو المؤسسة
users-signins = المتصلون الآن
users-new = إضافة موظف
users-search = بحث بالاسم أو البريد الإلكتروني
users-role = الصفة
users-roles = الصفات
users-state = الحالة
users-state-active = مفعل
users-state-locked = مغلق
users-state-without-role = بلا صفة
users-name = الاسم
users-name-ar = الاسم بالعربية
users-name-fr = الاسم بالحروف اللاتينية
users-login = اسم الدخول
users-email-hint = به يدخل إلى ديوان
users-seen = آخر نشاط
users-never = غير متصل
users-no-role = بلا صفة
users-delegated = بالتفويض
users-until = إلى { $date }
users-ending = صفات تنتهي قريبا
users-none = لا مستعمل بهذه الشروط
users-create = إضافة الموظف
users-password-hint = تُعرض كلمة سر أولى مرة واحدة بعد الإضافة، ويغيرها الموظف عند أول دخول.
users-made = حساب { $name } جاهز.
users-password = كلمة السر الأولى
users-password-once = انقلها الآن: لن تعرض مرة أخرى.
users-open = فتح صفحته
officer-from = من { $date }
officer-decision = القرار { $number }
officer-role-now = جارية
officer-role-later = مقبلة
officer-role-ended = منتهية
officer-end-role = إنهاء الصفة
officer-add-role = إضافة صفة
officer-role-given = أُسندت الصفة.
officer-seat-ended = سُجل آخر يوم.
officer-first-day = أول يوم
officer-last-day = آخر يوم
officer-open-ended = يترك فارغا إن لم يكن محددا
officer-territory = المجال الترابي
officer-decision-number = رقم القرار
officer-decision-hint = قرار التعيين أو التكليف، مثل 2026/44
officer-delegations = التفويض في التوقيع
officer-delegation-received = بتفويض من { $name }
officer-delegation-given = إلى { $name }
officer-no-delegation = لا تفويض.
officer-give-delegation = تسجيل تفويض
officer-delegation-recorded = سُجل التفويض.
officer-delegation-hint = يمارس المفوَّض له سلطة المفوِّض إلى آخر يوم، وتُذكر في كل وثيقة يوقعها. ولا يفوض غيره.
officer-delegation-decision = قرار التفويض المنشور، مثل 2026/17
officer-end-delegation = إنهاء التفويض
officer-given-by = المفوِّض
officer-acts = ما جرى في هذا الحساب
officer-no-act = لا شيء بعد.
officer-account = الحساب
officer-signins = الأجهزة المتصلة
officer-created = أُنشئ
officer-own = هذا حسابك: لا يمكنك إغلاقه ولا تغيير صفاتك بنفسك.
officer-lock = إغلاق الحساب
officer-locked = أُغلق الحساب، وأُخرج من كل الأجهزة.
officer-unlock = فتح الحساب
officer-unlocked = فُتح الحساب.
officer-reset = كلمة سر جديدة
officer-sign-out = إخراجه من كل الأجهزة
officer-signed-out = أُخرج من كل الأجهزة.
officer-reset-hint = الإغلاق وكلمة السر الجديدة يخرجانه من كل الأجهزة.
officer-locked-attempts = أُغلق تلقائيا بعد محاولات دخول خاطئة، إلى { $at }.
officer-locked-administrator = أغلقه المدير، { $at }.

# أيام العطل
calendar-title = أيام العطل لسنة { $year }
calendar-lead = { $days } يوم عمل في السنة. تتوقف الآجال المحسوبة بأيام العمل في هذه الأيام وفي نهاية الأسبوع.
calendar-national = أيام العطل تسري على المملكة كلها، ولا تغيرها إلا إدارتها الوطنية.
calendar-years = السنوات
calendar-list = العطل
calendar-kind-holiday = عطلة
calendar-kind-weekend = نهاية الأسبوع
calendar-provisional = متوقعة
calendar-movable = متنقلة
calendar-still-provisional = التاريخ متوقع ولم يعلن عنه بعد
calendar-add = إضافة عطلة
calendar-day = اليوم
calendar-name-ar = الاسم بالعربية
calendar-name-fr = الاسم بالفرنسية
calendar-see = عرض أثر التغيير
calendar-remove = حذف
calendar-preview = أثر هذا التغيير
calendar-moves = من { $from } إلى { $to }
calendar-adds = إضافة { $day }
calendar-removes = حذف { $day }
calendar-marks-announced = أُعلن عن يوم { $day }
calendar-marks-provisional = يوم { $day } متوقع ولم يعلن عنه بعد
calendar-affects = { $count ->
    [0] لا يتغير أجل أي ملف
    [one] يتغير أجل ملف واحد
    [two] يتغير أجل ملفين
    [few] تتغير آجال { $count } ملفات
   *[other] تتغير آجال { $count } ملفا
}
calendar-later = يتأخر أجلها: { $count }
calendar-earlier = يتقدم أجلها: { $count }
calendar-newly-late = تصير متأخرة: { $count }
calendar-was = الأجل الحالي
calendar-will = الأجل الجديد
calendar-do = تأكيد التغيير
calendar-done = { $count ->
    [0] سُجل التغيير؛ لم يتغير أجل أي ملف.
    [one] سُجل التغيير وأعيد حساب أجل ملف واحد.
    [two] سُجل التغيير وأعيد حساب أجل ملفين.
    [few] سُجل التغيير وأعيد حساب آجال { $count } ملفات.
   *[other] سُجل التغيير وأعيد حساب آجال { $count } ملفا.
}

# جدول القيم القانونية
lawtable-title = القيم القانونية
lawtable-lead = كل أجل أو سعر أو عتبة يطبقها ديوان، مع نصها وتاريخ سريانها.
lawtable-unverified = { $count ->
    [one] قيمة واحدة لم تُراجع بعد في الجريدة الرسمية.
    [two] قيمتان لم تُراجعا بعد في الجريدة الرسمية.
    [few] { $count } قيم لم تُراجع بعد في الجريدة الرسمية.
   *[other] { $count } قيمة لم تُراجع بعد في الجريدة الرسمية.
}
lawtable-filters = تصفية
lawtable-filter-all = الكل
lawtable-filter-unverified = قيد التحقق
lawtable-filter-local = خاصة بالجماعة
lawtable-group-deadlines = الآجال
lawtable-group-rates = الأسعار والمبالغ
lawtable-group-thresholds = العتبات
lawtable-used = تستعملها: { $by }
lawtable-what = القيمة القانونية
lawtable-range = ما يسمح به القانون:
lawtable-between = اختر قيمة بين { $least } و{ $most }.
lawtable-value = المقدار
lawtable-from = ابتداء من
lawtable-to = إلى غاية
lawtable-text = النص
lawtable-where = المجال
lawtable-checked = التحقق
lawtable-now = سارية
lawtable-verified = محققة
lawtable-to-verify = قيد التحقق
lawtable-set = تحديد سعر { $place }
lawtable-set-hint = لا تُمحى القيم السابقة: تسري القيمة الجديدة ابتداء من تاريخها على الملفات التي تُصفى رسومها بعده.
lawtable-unit-centimes-per-m2 = درهم/م²
lawtable-unit-centimes = درهم
lawtable-unit-percent = %
lawtable-unit-working-days = يوم عمل
lawtable-unit-calendar-days = يوم
lawtable-unit-months = شهر
lawtable-unit-years = سنة
lawtable-unit-people = نسمة
lawtable-decision = القرار الجبائي
lawtable-decision-hint = رقم القرار وتاريخه
lawtable-add = إضافة القيمة
lawtable-done = { $count ->
    [0] أضيفت القيمة: { $name }. لم يتغير أجل أي ملف.
    [one] أضيفت القيمة: { $name }. تغير أجل ملف واحد.
    [two] أضيفت القيمة: { $name }. تغير أجل ملفين.
    [few] أضيفت القيمة: { $name }. تغيرت آجال { $count } ملفات.
   *[other] أضيفت القيمة: { $name }. تغيرت آجال { $count } ملفا.
}
lawvalue-permit-small-limit = أجل الجواب عن رخصة مشروع صغير
lawvalue-permit-large-limit = أجل الجواب عن رخصة مشروع كبير
lawvalue-permit-longest = أقصى مدة لمسطرة الرخصة
lawvalue-investment-longest = أقصى مدة لقرارات الاستثمار
lawvalue-completeness-check = فحص اكتمال الملف
lawvalue-member-opinion-small = رأي كل عضو، مشروع صغير
lawvalue-member-opinion-large = رأي كل عضو، مشروع كبير
lawvalue-commission-small = قرار اللجنة، مشروع صغير
lawvalue-commission-large = قرار اللجنة، مشروع كبير
lawvalue-signature-small = التوقيع، مشروع صغير
lawvalue-signature-large = التوقيع، مشروع كبير
lawvalue-completion-answer = مهلة صاحب الطلب لاستكمال ملفه
lawvalue-amendment-answer = مهلة صاحب الطلب لتعديل مشروعه
lawvalue-payment-answer = مهلة أداء الرسم
lawvalue-expertise-extension = التمديد من أجل خبرة أو بحث عمومي
lawvalue-silence-attestation = تسليم شهادة السكوت
lawvalue-permit-validity = مدة صلاحية الرخصة
lawvalue-appeal-limit = أجل التظلم لدى السلطة الأعلى
lawvalue-appeal-answer = أجل الجواب عن التظلم
lawvalue-appeal-court-limit = أجل الطعن أمام المحكمة الإدارية
lawvalue-single-window-population = عدد السكان الموجب للشباك الوحيد
lawvalue-construction-tax-individual = سعر الرسم على عمليات البناء، سكن فردي
lawvalue-construction-tax-collective = سعر الرسم على عمليات البناء، سكن جماعي ومبان أخرى
lawvalue-draft-retention = مدة حفظ المسودات
lawvalue-file-retention = مدة حفظ الملفات المنتهية
lawvalue-log-retention = مدة حفظ السجلات التقنية
lawvalue-data-access-answer = أجل الجواب عن طلب الاطلاع على المعطيات الشخصية

# المساطر
procs-title = المساطر
procs-lead = كما تُعرض على المواطن، وكما تحقق منها ديوان قبل ذلك.
procs-none = لا مسطرة بعد.
proc-revision = المراجعة { $number }
proc-limit = أجل الجواب
proc-longest = أطول مسار قانوني
proc-longest-says = أجل الملف وتمديده معا، مقارنين بأقصى ما يسمح به القانون؛ ولا يحسب ما ينتظر فيه صاحب الطلب.
proc-of = { $days } من أصل { $span }
proc-silence = معنى السكوت
proc-silence-approves = موافقة
proc-silence-refuses = رفض
proc-silence-nothing = لا أثر له
proc-running = ملفات جارية
proc-errors = { $count ->
    [one] خطأ واحد
    [two] خطآن
    [few] { $count } أخطاء
   *[other] { $count } خطأ
}
proc-warnings = { $count ->
    [one] تنبيه واحد
    [two] تنبيهان
    [few] { $count } تنبيهات
   *[other] { $count } تنبيها
}
proc-sound = سليمة
proc-findings = ما وجده المدقق
proc-clean = لا خطأ ولا تنبيه.
finding-birth = تسجيل الملف غير سليم
finding-no-birth = لا إجراء يفتح ملفا
finding-clock = الأجل لا يجري كما يجب
finding-end = نهاية المسطرة غير سليمة
finding-extend = تمديد الأجل غير سليم
finding-fee = صيغة رسم غير سليمة
finding-field = خانة من الاستمارة غير سليمة
finding-invite = دعوة الأعضاء العرضيين غير سليمة
finding-members = أعضاء اللجنة غير محددين كما يجب
finding-motive = إجراء يجب تعليله ولا يطلب فيه تعليل
finding-no-cause = توقف الأجل دون ذكر السبب
finding-no-door = مرحلة بلا إجراء يخرج منها
finding-no-end = ملف لا تكون له نهاية
finding-no-such-choice = شرط يذكر جوابا غير موجود
finding-no-such-field = شرط أو صيغة تذكر خانة غير موجودة
finding-no-such-paper = إجراء ينتج وثيقة غير محددة
finding-no-such-role = صفة غير معروفة
finding-no-such-step = مرحلة غير معروفة
finding-no-such-text = نص قانوني غير وارد في الجدول
finding-no-such-value = قيمة قانونية غير واردة في الجدول
finding-no-words = جملة ناقصة في إحدى اللغتين
finding-nobody = مرحلة أو إجراء لا أحد يقوم به
finding-not-a-member = من يبدي رأيا ليس عضوا
finding-nowhere = إجراء لا يفتح في أي مرحلة
finding-paper-unused = وثيقة لا ينتجها أي إجراء
finding-pay = أداء الرسوم غير سليم
finding-piece = وثيقة مطلوبة غير محددة كما يجب
finding-piece-without-law = وثيقة مطلوبة بلا نص يسمح بها
finding-section = قسم من الاستمارة غير سليم
finding-silence = معنى السكوت غير محدد كما يجب
finding-stays = إجراء لا يغير شيئا
finding-text-unlisted = نص مذكور وغير وارد في لائحة نصوص المسطرة
finding-too-long = المسطرة أطول مما يسمح به القانون
finding-twice = اسم مكتوب مرتين
finding-unit = وحدة قيمة قانونية غير مناسبة
finding-unreachable = مرحلة لا يصل إليها أي ملف
finding-waits-for-ever = ملف قد ينتظر بلا نهاية
finding-unverified = { $count ->
    [one] قيمة قانونية لم تُراجع بعد في الجريدة الرسمية: { $names }
   *[other] قيم قانونية لم تُراجع بعد في الجريدة الرسمية: { $names }
}
proc-severity-error = خطأ
proc-severity-warning = تنبيه
proc-drawing = رسم المسطرة
proc-extension = تمديد
proc-steps = من يفعل ماذا في كل مرحلة
proc-step = المرحلة
proc-act = الإجراء
proc-by = من يقوم به
proc-to = إلى
proc-stays = يبقى في المرحلة
proc-everywhere = في كل المراحل،
proc-papers = وثائق
proc-motive = بتعليل
proc-end = نهاية المسطرة
proc-clock-runs = الأجل يجري
proc-clock-pauses = الأجل متوقف
proc-clock-stopped = انتهى الأجل
proc-pieces = الوثائق المطلوبة
proc-required = إلزامية
proc-conditional = إلزامية إذا
proc-when = إذا
proc-members = أعضاء اللجنة

# الأشخاص
people-title = الأشخاص
people-search = رقم البطاقة أو التعريف الموحد أو الاسم أو الهاتف
people-search-hint = لا تظهر إلا الأشخاص الذين لهم ملفات يحق لك الاطلاع عليها.
people-logged = كل بحث هنا مسجل باسمك، حماية للمعطيات الشخصية.
people-kinds = الصفة
people-kind-all = الكل
people-kind-citizen = مواطن
people-kind-company = مقاولة
people-kind-professional = مهني
people-no-account = بلا حساب، ملفاته أودعت بالشباك
people-access = تمكين هذا الشخص من الدخول
people-access-hint = تحقق من الهوية بالوثيقة الأصلية. تُعرض كلمة سر أولى مرة واحدة: سلمها لصاحبها ليغيرها عند أول دخول.
people-access-email = اسم الدخول لمن لا بطاقة وطنية له
people-access-do = إنشاء كلمة سر أولى
people-assist = إيداع ملف باسم هذا الشخص
people-open = { $count ->
    [0] لا ملف جار
    [one] ملف واحد جار
    [two] ملفان جاريان
    [few] { $count } ملفات جارية
   *[other] { $count } ملفا جاريا
}
people-total = المجموع: { $count }
people-files = الملفات
people-none = لا أحد بهذه المعطيات
people-none-more = تحقق من الرقم، أو أودع ملفا باسمه من «الإيداع بالشباك».

# الإيداع بالشباك
assist-title = الإيداع بالشباك
assist-lead = لمن لا جهاز له أو لا يحسن استعماله: تودع الملف باسمه وبموافقته، ويبقى الإجراء مسجلا باسمك.
assist-who = صاحب الطلب
assist-kind = الصفة
assist-number = رقم البطاقة الوطنية أو التعريف الموحد للمقاولة
assist-number-hint = كما هو في الوثيقة الأصلية التي اطلعت عليها
assist-phone-hint = للاتصال به عند الحاجة
assist-lang = لغة الوثائق والإشعارات
assist-known = { $name } معروف لدينا
assist-consent = الموافقة
assist-consent-text = أطلب من عون شباك جماعة { $place } أن يودع هذا الطلب باسمي. اطلعت على المعلومات التي كتبها وعلى الوثائق التي أرفقها، وعلمت أن معطياتي لا تستعمل إلا لدراسة هذا الطلب، وأن لي حق الاطلاع عليها وتصحيحها.
assist-consent-print = طبع نموذج الموافقة
consent-commune = جماعة { $place }
consent-name = الاسم الكامل
consent-number = رقم البطاقة الوطنية أو التعريف الموحد للمقاولة
consent-service = موضوع الطلب
consent-day = المكان والتاريخ
consent-signature = التوقيع أو البصمة
consent-witness = الشاهد عند البصمة: اسمه ورقم بطاقته وتوقيعه
consent-clerk = عون الشباك: اسمه وتوقيعه
consent-keep = يُحفظ هذا النموذج لدى الجماعة مع الملف.
assist-consent-how = كيف وافق
assist-how-signed = وقع على النموذج
assist-how-thumbprint = بصم على النموذج أمام شاهد
assist-how-proxy = بوكالة مصادق عليها
assist-consent-tick = تحققت من هوية صاحب الطلب وحصلت على موافقته
assist-service = الخدمة المطلوبة
assist-start = متابعة إلى الاستمارة
assist-drafts = لم تكتمل بعد
assist-rules = للتذكير
assist-rule-identity = تحقق من الهوية بالوثيقة الأصلية.
assist-rule-password = لا تطلب كلمة السر من أحد ولا تستعملها.
assist-rule-receipt = سلمه وصل الإيداع مطبوعا: فيه التاريخ والأجل ورمز التتبع.
assist-rule-trace = يظهر في الملف أنك أودعته، متى وكيف كانت الموافقة.

# سجل المراقبة
audit-title = سجل المراقبة
audit-lead = أعمال الإدارة والبحث عن الأشخاص. لا يُمحى منه شيء.
audit-kinds = نوع القيد
audit-kind-all = الكل
audit-kind-administration = الإدارة
audit-kind-reading = البحث عن الأشخاص
audit-search = اسم أو كلمة
audit-when = متى
audit-who = من
audit-what = ماذا
audit-about = بشأن
audit-stranger = غير معروف
audit-none = لا قيد بهذه الشروط
audit-what-office-given = إسناد صفة
audit-what-office-ended = إنهاء صفة
audit-what-delegation-given = تسجيل تفويض
audit-what-delegation-ended = إنهاء تفويض
audit-what-officer-added = إضافة موظف
audit-what-password-reset = كلمة سر جديدة
audit-what-account-closed = إغلاق حساب
audit-what-account-opened = فتح حساب
audit-what-signed-out-everywhere = إخراج من كل الأجهزة
audit-what-holiday-set = إضافة عطلة
audit-what-holiday-moved = تغيير عطلة
audit-what-holiday-removed = حذف عطلة
audit-what-law-value-set = إضافة قيمة قانونية
audit-what-signed-out = إخراج جهاز
audit-what-person-searched = بحث عن شخص
audit-what-certificate-accepted = قبول شهادة سلطة أخرى
audit-what-certificate-issued = إصدار شهادة
audit-what-certificate-renewed = تجديد شهادة
audit-what-certificate-revoked = إلغاء شهادة
audit-what-root-list-signed = توقيع لائحة إلغاء السلطة الجذر
audit-what-root-moved = إخراج مفتاح السلطة الجذر من قاعدة البيانات
audit-operator = مشغل النظام، بسطر الأوامر
audit-what-access-given = تمكين شخص من الدخول

paper-preview = مشروع غير موقع
paper-register = السجل: الإجراء رقم { $place } من { $size }، الحجة مرفقة

# شهادات المؤسسة
nav-certificates = الشهادات
certificates-title = الشهادات
certificates-lead = ما يشهد لخاتم المؤسسة ولتوقيع موظفيها. الشهادة الملغاة لا تصلح منذ لحظة إلغائها، وما وُقّع قبلها يبقى صحيحا.
certificates-none = لم تصدر هنا أي شهادة بعد: تصدر الأولى مع أول توقيع.
certificates-purpose-root = السلطة الجذر
certificates-purpose-issuing = سلطة التصديق
certificates-purpose-stamp = سلطة ختم الوقت
certificates-purpose-ocsp = الجواب عن حال الشهادات
certificates-purpose-seal = خاتم
certificates-purpose-person = توقيع
certificates-term = من { $from } إلى { $until }
certificates-number = الرقم
certificates-state-in-force = سارية
certificates-state-ended = منتهية
certificates-state-revoked = ملغاة
certificates-state-replaced = معوضة
certificates-revoke = إلغاء
certificates-revoke-text = لا رجعة في الإلغاء. وتصدر شهادة جديدة عند التوقيع المقبل.
certificates-revoked = ألغيت الشهادة.
certificates-reason = السبب
certificates-reason-key-compromise = ضياع المفتاح أو اطلاع الغير عليه
certificates-reason-affiliation-changed = تغيير المهمة
certificates-reason-superseded = تعويض
certificates-reason-cessation = انتهاء النشاط

## توقيعات متعددة
nav-hands = محاضر للتوقيع
hands-title = محاضر للتوقيع
hands-lead = يوقع كل عضو بمفتاحه الخاص بعد القراءة، ويوقع رئيس اللجنة أخيرا.
hands-hint = اقرأ الوثائق، ثم اختر ما توقعه.
hands-review = توقيع المختار
hands-empty = لا شيء للتوقيع
hands-empty-more = لا ينتظر أي محضر توقيعك.
hands-tick = اختيار الوثيقة { $number }
hands-about = يتعلق بـ
hands-as = توقع بصفتك: { $role }
hands-waits = يوقع قبلك:
hands-due = يوقع قبل { $date }
hands-read = قراءة الوثيقة { $number }
hands-refuse = الامتناع عن التوقيع
hands-refuse-do = الامتناع مع بيان السبب
hands-refused-done = سُجل امتناعك وسببه.
hands-reason = السبب
hands-reason-hint = يسجل السبب في السجل ويقرؤه كل من يقرأ المحضر.
hands-aside = حصر المحضر دون أحد الأعضاء
hands-aside-hint = بعد انصرام أجل التوقيع في { $date }، أو إذا كان المقعد شاغرا. ويبقى للعضو أن يوقع ما دمت لم توقع.
hands-aside-do = تسجيل الغياب
hands-aside-done = سُجل الغياب وسببه.
hands-member = العضو
hands-digest-text = يشمل توقيعك هذه الوثيقة والتوقيعات التي سبقته. وإذا وقع عضو آخر في هذه الأثناء، وُضع توقيعك بعد توقيعه: ما قرأته لا يتغير، ويحفظ السجل البصمتين.
hand-signed = وقع
hand-refused = امتنع عن التوقيع
hand-away = لم يوقع
hand-awaited = توقيعه منتظر
hand-last = يوقع أخيرا
hand-delegated = بتفويض، القرار { $decision }
hand-why-no-opinion = لم يبد رأيه داخل الأجل.
hand-why-excused = اعتذر عن حضور الجلسة.
hands-of = توقيعات الأعضاء
session-sign-minutes = توقيع المحضر
