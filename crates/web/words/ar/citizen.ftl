# صفحات المرتفق: الدخول، الحساب، الاستمارة، ملفاتي، صفحة الملف، الإشعارات، البحث.

# الدخول والتسجيل
sign-in-identifier = البريد الإلكتروني أو رقم البطاقة الوطنية
sign-in-identifier-hint = الذي سجلت به حسابك.
password = كلمة السر
password-hint = عشرة حروف على الأقل. الجملة القصيرة أسهل حفظا وأصعب تخمينا.
password-current = كلمة السر الحالية
password-new = كلمة السر الجديدة
sign-in-no-account = ليس لديك حساب؟
sign-in-lost = نسيت كلمة السر؟ تقدم إلى مكتب الاستقبال بأي جماعة ببطاقتك الوطنية، فيسلم لك رابط لتعيين كلمة جديدة.
sign-in-demo = حسابات المدينة التجريبية
sign-in-demo-text = ادخل بأي منها لترى المنصة بعين صاحبها.
register = فتح حساب
register-lead = حساب واحد لجميع خدمات الجماعات.
register-kind = بأي صفة؟
kind-professional-hint = مهندس معماري، مساح، مكتب دراسات… يودع الملفات باسم أصحابها بوكالة.
register-ice = التعريف الموحد للمقاولة
register-ice-hint = 15 رقما.
register-name-ar = الاسم بالعربية
register-name-fr = الاسم بالحروف اللاتينية
register-cnie = رقم البطاقة الوطنية
register-cnie-hint = حرف أو حرفان ثم أرقام، مثل JB123456
register-phone = رقم الهاتف
register-phone-hint = مثل 0612345678
register-email = البريد الإلكتروني
register-email-hint = به تدخل إلى حسابك، وعليه تصلك الإشعارات.
register-lang = لغة المراسلات
register-privacy = قرأت كيف تستعمل معطياتي وأوافق على ذلك
register-privacy-hint = لا تستعمل إلا لدراسة ملفاتك، ولك حق الاطلاع عليها وتصحيحها (القانون 09.08).
register-go = فتح الحساب
register-have = لديك حساب؟

# الحساب
account-profile = الهوية
account-kind = الصفة
account-profile-text = لتصحيح الاسم أو رقم البطاقة تقدم إلى مكتب الاستقبال بالوثيقة المثبتة.
account-offices = المهام
account-until = إلى غاية { $date }
account-contact = وسائل الاتصال واللغة
account-lang-hint = لغة الشاشات والوثائق والإشعارات.
account-password = كلمة السر
account-password-go = تغيير كلمة السر
account-sessions = أين أنت متصل
account-sessions-text = إن لم تتعرف على جهاز فاخرج من كل الأجهزة ثم غير كلمة السر.
account-session-here = هذا الجهاز
account-session-last = آخر استعمال: { $at }
account-sign-out-everywhere = الخروج من كل الأجهزة
account-tokens = مفاتيح البرامج
account-tokens-text = لربط برنامج بحسابك دون إعطائه كلمة السر.
account-token-fresh = هذا مفتاحك الجديد. انسخه الآن، فلن يعرض مرة أخرى:
account-token-revoke = إلغاء
account-token-new = مفتاح جديد
account-token-name = اسم المفتاح
account-token-name-hint = لتتذكر البرنامج الذي يستعمله.
account-token-scopes = ما يسمح به
account-token-go = إنشاء المفتاح

# الاستمارة
form-sections = أقسام الطلب
form-section-of = القسم { $at } من { $of }
form-saved-at = حفظت المسودة: { $at }
form-will-save = تحفظ مسودتك تلقائيا.
form-resume = يمكنك المغادرة في أي وقت ومتابعة الطلب من جهاز آخر.
form-next = حفظ ومتابعة
form-leave = حفظ والمغادرة
form-to-review = إلى المراجعة
form-pieces = الوثائق
form-pieces-text = أرفق كل وثيقة في مكانها. إذا انقطع الاتصال استؤنف الإرسال من حيث توقف.
form-counter = إيداع بالشباك: أنت تملأ هذا الطلب باسم شخص حاضر أمامك. تسجل هويتك وموافقته في الملف.

# المراجعة والإيداع
review-title = المراجعة والإيداع
review-lead = راجع ما كتبته. يمكنك تغيير أي شيء قبل الإيداع.
review-missing = { $count ->
    [one] ما زال شيء واحد ناقصا
    [two] ما زال شيئان ناقصين
    [few] ما زالت { $count } أشياء ناقصة
   *[other] ما زال { $count } شيئا ناقصا
}
review-bill = تقدير الرسوم
review-bill-text = محسوب من أجوبتك وبالأسعار السارية اليوم. يؤدى بعد موافقة اللجنة، والمبلغ النهائي هو المبين حينئذ.
review-file = الإيداع
review-declaration = أصرح بشرفي أن المعلومات والوثائق المدلى بها صحيحة
review-declaration-hint = كل تصريح كاذب يعرض صاحبه للعقوبات المقررة في القانون.
review-consent-hint = يجب أن تقرأ عليه أجوبته قبل ذلك.
review-promise = { $unit ->
    [working-days] تتسلم الوصل في الحين، والجواب واجب داخل { $count } يوم عمل.
   *[calendar-days] تتسلم الوصل في الحين، والجواب واجب داخل { $count } يوما.
}
review-go = إيداع الملف

# ملفاتي
files-new = طلب جديد
files-none = لا ملفات لديك بعد
files-none-text = عندما تبدأ طلبا تجده هنا، من المسودة إلى القرار.
files-waiting = مطلوب منك الآن
files-drafts = مسودات
files-draft-at = آخر حفظ: { $at }
files-draft-remove = حذف المسودة
files-draft-progress = { $done } من { $of } أقسام مكتملة
files-running = قيد الدراسة
files-ended = منتهية
files-open = فتح الملف
files-for = باسم { $name }
files-service = الخدمة
files-number = الرقم
files-place = الجماعة
files-end = المآل
files-on = التاريخ

# صفحة الملف
file-filed = أودع في { $at }
file-stages = مراحل الملف
file-papers = وثائق الملف
file-evidence = تنزيل أدلة الإثبات
file-evidence-pieces = مع الوثائق المدلى بها
file-evidence-hint = العمليات والوثائق والتوقيعات وأختام الوقت، مختومة بخاتم الجماعة: لتقديمها إلى المحكمة أو للتدقيق. ومع الوثائق المدلى بها: 40 ميغابايت منها على الأكثر، والباقي ببصمته وحدها.
file-opinions = آراء الأعضاء
file-history = ما جرى
file-messages = الرسائل
file-messages-none = لا رسائل بعد.
file-message = رسالة جديدة
file-message-hint = تصل إلى من بيده الملف، وتبقى محفوظة فيه.
file-who = الأطراف
file-owner = صاحب الطلب
file-mandatary = الوكيل
file-answers = أجوبة الاستمارة
file-withdraw = سحب الطلب
file-withdraw-text = إذا سحبت الطلب أغلق الملف نهائيا، ولا يمكن فتحه من جديد، ولك أن تودع طلبا آخر.
file-withdraw-motive = السبب
file-withdraw-sure = أريد سحب هذا الطلب نهائيا
file-withdraw-go = سحب الطلب
todo-before = قبل نهاية { $date }
todo-edit = تعديل الأجوبة المعنية
todo-note = كلمة إلى الإدارة
todo-complete-go = إرسال الاستكمال
todo-amend-go = إرسال التعديلات
todo-not-ready = يقبل الإرسال بعد إرفاق كل الوثائق المطلوبة أعلاه.
todo-pay-where = أين تؤدي؟
todo-pay-reference = مرجع الأداء:
todo-pay-after = بمجرد تسجيل القابض للأداء ينتقل الملف إلى التوقيع، ويصلك وصل الأداء هنا.

# الإشعارات
notices-title = الإشعارات
notices-new = جديد
notices-read-all = اعتبارها مقروءة
notices-none = لا إشعارات
notices-none-text = نخبرك هنا بكل ما يقع في ملفاتك.

# البحث
search-title = البحث
search-label = ابحث في كل ما يمكنك الاطلاع عليه
search-hint = رقم ملف أو وثيقة، اسم، رقم بطاقة، عنوان…
search-kinds = أنواع النتائج
search-results = النتائج
search-none = لا نتائج
search-none-text = جرب كلمة أقصر أو رقما. لا تهم الهمزات ولا التشكيل ولا الحروف الفرنسية المنبورة.

# أين يقع المشروع
start-title = في أي جماعة؟
start-lead = الجماعة التي يقع فيها مشروعك هي التي تدرس طلبك.
start-known = جماعات سبق أن تعاملت معها
start-other = جماعة أخرى
start-find = ابحث عن الجماعة
start-search = اسم الجماعة
start-province = أو اختر العمالة أو الإقليم
start-show = عرض جماعاته
start-here = ابدأ هنا
start-found = { $count ->
    [one] جماعة واحدة
    [two] جماعتان
    [few] { $count } جماعات
   *[other] { $count } جماعة
}
start-none = لا توجد جماعة بهذا الاسم
start-none-text = جرب جزءا من الاسم بالعربية أو بالفرنسية، أو اختر الإقليم.

# لمن الطلب
form-who = صاحب الطلب
form-who-about = من يطلب، وباسم من.
filing-as = باسم من تودع هذا الطلب؟
filing-as-self = باسمي
filing-as-mandate = باسم شخص آخر، بوكالة منه
filing-as-mandate-hint = مهندس معماري، قريب، محام…
owner-title = صاحب الطلب الذي تنوب عنه
owner-present = الشخص الحاضر أمامك
owner-kind = صاحب الطلب
owner-name-ar = اسمه بالعربية
owner-name-fr = اسمه بالحروف اللاتينية
owner-cnie = رقم بطاقته الوطنية
owner-cnie-hint = حرف أو حرفان ثم أرقام، مثل JB123456
owner-ice = التعريف الموحد للمقاولة
owner-ice-hint = 15 رقما.
owner-phone = هاتفه
owner-phone-hint = لتصله أخبار ملفه.
owner-email = بريده الإلكتروني
owner-mandate = مراجع الوكالة
owner-mandate-hint = نوعها وتاريخها ومن حررها، مثل: وكالة عدلية رقم 1234 بتاريخ 5 غشت 2026.
draft-kept = حفظت المسودة. تجدها في «ملفاتي».
draft-removed = حذفت المسودة.
filed-done = أودع ملفك وقيد في السجل. وصل الإيداع جاهز أسفله.
review-declaration-missing = لا يودع الملف دون هذا التصريح.
review-consent = أشهد أن { $name } حاضر أمامي، وقد اطلع على هذا الطلب ووافق على إيداعه باسمه
todo-pay = مطلوب منك أداء الرسوم
todo-complete = مطلوب منك استكمال الملف
todo-amend = مطلوب منك تعديل المشروع
todo-pay-title = أد الرسوم لتوقع الرخصة
todo-pay-text = أعطت اللجنة رأيا موافقا. توقع الرخصة بعد أداء المبلغ أسفله.
todo-pay-place = شسيع المداخيل بجماعة { $place }، في أوقات العمل.
todo-complete-title = استكمل ملفك
todo-complete-text = هذا هو الاستكمال الوحيد الذي يمكن للإدارة أن تطلبه. أرفق كل وثيقة مطلوبة ثم أرسل.
todo-amend-title = عدل مشروعك
todo-amend-text = أجلت اللجنة البت وطلبت تعديلات؛ تجدها معللة في «ما جرى» وفي محضر اللجنة. عوض الوثائق المعنية، وغير الأجوبة إن لزم، ثم أرسل.
file-message-empty = اكتب رسالتك أولا.
file-withdraw-unsure = أكد أنك تريد سحب الطلب نهائيا.
file-works = فتح الورش
file-works-text = صرح ببداية الأشغال. تسقط الرخصة إذا لم تبدأ في أجلها القانوني.
file-works-go = التصريح بفتح الورش
signed-out = خرجت من حسابك.
signed-out-everywhere = خرجت من كل الأجهزة.
registered = فتح حسابك. مرحبا بك.
password-again = كلمة السر مرة أخرى
kind-company-hint = تودع طلباتها باسمها.
account-saved = حفظت التغييرات.
account-password-changed = تغيرت كلمة السر، وأخرجت الأجهزة الأخرى.
account-session-unknown = جهاز غير معروف
account-token-until = صالح إلى { $at }
scope-read = قراءة ملفاتي
scope-file = إيداع الطلبات باسمي
scope-act = القيام بالإجراءات باسمي
scope-act-hint = للبرامج الموثوقة فقط.
scope-administer = الإدارة
scope-administer-hint = بقدر صلاحياتي لا أكثر.
search-kind-service = خدمة
search-kind-file = ملف
