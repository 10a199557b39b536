# حماية المعطيات ذات الطابع الشخصي (القانون 09.08): من اطّلع، وحقوق الشخص، ومدة الحفظ، والمحو.

# من اطّلع على الملف
readings-title = من اطّلع على ملفك
readings-lead = كل اطلاع من طرف مصلحة يُسجَّل لحظة وقوعه.
readings-none = لم تطّلع عليه أي مصلحة بعد.
readings-ask = أنت تتعامل مع مؤسسة: مدبّرها يعرف الأعوان ويجيب عن أسئلتك.
reading-file = الملف
reading-piece = وثائق مرفقة
reading-paper = مستندات
reading-person = معلومات اتصالك
reading-evidence = ملف الإثبات
reading-export = نسخة
reading-operator = مشغّل الخدمة

# صفحة الإخبار
privacy-title = المعطيات الشخصية
privacy-lead = ما تفعله الخدمة بمعطياتك، وما يمكنك طلبه.
privacy-who = المسؤول عنها
privacy-who-text = الجماعة التي تخاطبها فيما يخص ملفاتك، ومشغّل الخدمة فيما يخص حسابك.
privacy-declared = معالجة مصرّح بها لدى اللجنة الوطنية لمراقبة حماية المعطيات ذات الطابع الشخصي تحت رقم { $number }.
privacy-undeclared = لم يُدرج بعد رقم التصريح لدى اللجنة الوطنية لمراقبة حماية المعطيات ذات الطابع الشخصي.
privacy-why = الغرض
privacy-why-text = دراسة طلباتك والجواب عنها كما تفرضه قوانين التعمير والجبايات المحلية وتبسيط المساطر. لا يُطلب ما لا يخدم هذا الغرض، ولا يُستعمل شيء في غيره.
privacy-whom = من يراها
privacy-whom-text = المصالح المكلفة بملفك، كلٌّ حسب مهمته، ولا أحد سواها. كل اطلاع مسجّل، وصفحة ملفك تخبرك بالمصالح التي اطّلعت عليه.
privacy-long = مدة الحفظ
privacy-long-text = قد يفرض حكم أو مراقبة أو جدول الأرشيف حفظ ملف مدة أطول. الملف الممحو لا يستطيع أحد قراءته، ولا يحتفظ السجل إلا بأنه كان موجودا.
privacy-class-file-retention = الملفات المنتهية
privacy-class-draft-retention = المسودات
privacy-class-log-retention = السجلات التقنية وقائمة الاطلاعات
privacy-rights = حقوقك
privacy-rights-text = الاطلاع على معطياتك، وأخذ نسخة منها، وطلب تصحيحها، والتعرض على استعمالها. النسخة فورية، أما الباقي فالجواب مستحق لك معللا داخل أجل { $span }. ويمكنك أيضا اللجوء إلى اللجنة الوطنية لمراقبة حماية المعطيات ذات الطابع الشخصي.
privacy-at-filing = تُستعمل معطياتك لدراسة هذا الملف ولا تراها إلا المصالح المكلفة به.

# معطياتي
privacy-mine = معطياتي
privacy-mine-lead = خذ نسخة مما يُحفظ عنك، أو اطلب تصحيحه، أو تعرّض على استعماله.
privacy-mine-go = الاطلاع على معطياتي وطلباتي
privacy-copy = نسخة من معطياتي
privacy-copy-text = كل ما يُحفظ عنك كما هو محفوظ في هذه اللحظة. لا يُحتفظ بالنسخة في أي مكان.
privacy-copy-read = قراءة
privacy-copy-json = تحميل (JSON)
privacy-data = نسخة من معطياتي
privacy-data-lead = يتضمن الملف القابل للتنزيل المحتوى نفسه موجها للبرامج، مع المعرفات والبصمات الرقمية.
privacy-data-made = ما يحفظ عنك، كما كان محفوظا في { $at }.
privacy-lang-ar = العربية
privacy-lang-fr = الفرنسية
privacy-item-opened = تاريخ فتح الحساب
privacy-item-filed = تاريخ الإيداع
privacy-item-state = المرحلة
privacy-item-pieces = الوثائق المرفقة
privacy-item-other = أجوبة أخرى
privacy-item-saved = تاريخ الحفظ
privacy-item-asked = تاريخ الطلب
privacy-item-due = أجل الجواب
privacy-item-answered = تاريخ الجواب
privacy-item-motive = الأسباب المقدمة
privacy-data-none = لا شيء محفوظ هنا.
privacy-part-account = الحساب
privacy-part-files = الملفات
privacy-part-drafts = المسودات
privacy-part-requests = طلبات حول معطياتي
privacy-part-notices = الإشعارات
privacy-part-sign-ins = الأجهزة المتصلة
privacy-requests = طلبات حول المعطيات
privacy-requests-none = لا يوجد أي طلب.
privacy-ask = طلب جديد
privacy-ask-text = يصل إلى مدبّر المؤسسة الذي يجيب داخل الأجل القانوني.
privacy-ask-go = إرسال الطلب
privacy-asked = أُرسل الطلب وبدأ أجله.
privacy-kind = ماذا تطلب؟
privacy-kind-export = نسخة من معطياتي
privacy-kind-rectification = تصحيح
privacy-kind-opposition = وقف استعمال لمعطياتي
privacy-place = إلى من؟
privacy-service = مشغّل الخدمة
privacy-field = ما الذي يجب تصحيحه؟
privacy-field-hint = للتصحيح فقط.
privacy-field-name-ar = الاسم بالعربية
privacy-field-name-fr = الاسم بالحروف اللاتينية
privacy-field-cnie = رقم البطاقة الوطنية
privacy-field-other = شيء آخر في ملف
privacy-value = ما ينبغي أن يُكتب
privacy-reason = لأي سبب؟
privacy-reason-hint = بيّن موضع الخطأ أو الاستعمال الذي ترفضه وما يبرر ذلك.
privacy-due = الجواب مستحق في { $date } ({ $days ->
    [zero] اليوم
    [one] بعد يوم واحد
    [two] بعد يومين
    [few] بعد { $days } أيام
    [many] بعد { $days } يوما
   *[other] بعد { $days } يوم
  })
privacy-motive = الجواب:
privacy-state-waiting = في الانتظار
privacy-state-late = متأخر
privacy-state-accepted = مقبول
privacy-state-refused = مرفوض
privacy-state-given = سُلّمت

# المدبّر
nav-privacy = المعطيات الشخصية
privacy-office = حماية المعطيات
privacy-office-lead = طلبات الأشخاص، والملفات التي انقضت مدتها، وأسباب الإبقاء، والمحو، ومن اطّلع على ماذا.
privacy-answer = الجواب
privacy-accept = قبول
privacy-refuse = رفض
privacy-answer-motive = التعليل الذي سيقرؤه المعني بالأمر
privacy-answer-go = إرسال الجواب
privacy-answered = أُرسل الجواب.
privacy-due-files = ملفات انقضت مدتها
privacy-due-text = يُحفظ الملف المنتهي مدة { $years ->
    [zero] صفر سنة
    [one] سنة واحدة
    [two] سنتين
    [few] { $years } سنوات
    [many] { $years } سنة
   *[other] { $years } سنة
  }. يمكن محو هذه الملفات ما لم يوجد سبب للإبقاء عليها.
privacy-due-none = لم يتجاوز أي ملف مدته.
privacy-number = رقم الملف
privacy-ended = انتهى في
privacy-kept-until = يُحفظ إلى غاية
privacy-hold = الإبقاء
privacy-held = محتفظ به
privacy-free = حر
privacy-erase = محو ملف
privacy-erase-text = يُتلف مفتاحه: تضيع الأجوبة والوثائق والمستندات والرسائل إلى الأبد وعلى الجميع. ويحتفظ السجل بالرقم والنتيجة والتواريخ وعمل المحو.
privacy-erase-why = السبب
privacy-why-retention = انقضت مدة الحفظ
privacy-why-decision = أمر به قرار
privacy-decision = القرار
privacy-decision-hint = رقمه وصاحبه: تأشيرة الأرشيف، أو حكم، أو قرار اللجنة الوطنية.
privacy-erase-sure = أدرك أنه لا يمكن استرجاع أي شيء
privacy-file-erased = مُحي الملف.
privacy-erase-person = محو الشخص
privacy-erase-person-text = ممكن حين لا يبقى أي ملف محفوظ باسمه. يضيع حسابه ومعلومات الاتصال به واسمه إلى الأبد.
privacy-person-erased = مُحي الشخص.
privacy-holds = أسباب الإبقاء
privacy-holds-text = الملف المحتفظ به لا يُمحى مهما كان عمره.
privacy-holds-none = لا يوجد أي سبب للإبقاء.
privacy-basis = السبب
privacy-basis-hint = الحكم أو المراقبة أو النص الذي يفرضه.
privacy-hold-go = الإبقاء على هذا الملف
privacy-hold-made = سُجّل الإبقاء على الملف.
privacy-hold-lifted = رُفع الإبقاء.
privacy-lift = رفع
privacy-readers = من اطّلع على ملف
privacy-readers-go = بحث
privacy-readers-none = لم يطّلع أحد على هذا الملف، أو أنه ليس لهذه الجماعة.
privacy-times = { $times ->
    [zero] لم يقع
    [one] مرة واحدة
    [two] مرتين
    [few] { $times } مرات
    [many] { $times } مرة
   *[other] { $times } مرة
  }

# الرفض
refusal-erased = مُحي هذا الملف في { $on } (النص { $text }، المادة { $article }).
refusal-held = هذا الملف محتفظ به: { $basis }. ارفع الإبقاء أولا.
refusal-not-due = يُحفظ هذا الملف إلى غاية { $until }.
refusal-still-open = ما زال جاريا أو ما زال له ملف: لا يُمحى.

# الإشعارات واليومية
notice-privacy-accepted = قُبل طلبك حول معطياتك
notice-privacy-accepted-body = الجواب وتعليله في صفحة معطياتك.
notice-privacy-refused = رُفض طلبك حول معطياتك
notice-privacy-refused-body = الجواب وتعليله في صفحة معطياتك. ويمكنك اللجوء إلى اللجنة الوطنية لمراقبة حماية المعطيات ذات الطابع الشخصي.
audit-what-privacy-rectification = طلب تصحيح معطيات
audit-what-privacy-opposition = تعرّض على استعمال معطيات
audit-what-privacy-rectification-answered = جواب عن طلب تصحيح
audit-what-privacy-opposition-answered = جواب عن تعرّض
audit-what-hold-made = الإبقاء على ملف
audit-what-hold-lifted = رفع الإبقاء
audit-what-file-erased = محو ملف
audit-what-person-erased = محو شخص
audit-what-retention-due = ملفات انقضت مدتها

# ما لم يعد موجودا
error-410-title = لم يعد هذا الملف موجودا
error-410-text = كان موجودا ومُحي كما ينص عليه القانون.
error-410-remedy = لا يمكن استرجاع أي شيء منه. لمعرفة السبب اسأل الجماعة: عمل المحو في سجلها.
