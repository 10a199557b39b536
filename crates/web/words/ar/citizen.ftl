# صفحات المرتفق: الدخول، الحساب، الاستمارة، ملفاتي، صفحة الملف، الإشعارات، البحث.

# الدخول والتسجيل
sign-in-identifier = رقم الهاتف أو البريد الإلكتروني
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
kind-citizen = شخص، لنفسي
kind-company = شركة
kind-professional = مهني
kind-professional-hint = مهندس معماري، مساح، مكتب دراسات… يودع الملفات باسم أصحابها بوكالة.
register-company = اسم الشركة
register-ice = التعريف الموحد للمقاولة
register-ice-hint = 15 رقما.
register-profession = المهنة
register-name-ar = الاسم الكامل بالعربية
register-name-fr = الاسم الكامل بالحروف اللاتينية
register-cnie = رقم البطاقة الوطنية
register-cnie-hint = حرف أو حرفان ثم أرقام، مثل JB123456
register-phone = رقم الهاتف
register-phone-hint = مثل 0612345678
register-email = البريد الإلكتروني
register-email-hint = لتصلك عليه الإشعارات أيضا.
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
account-token-last = آخر استعمال: { $at }
account-token-never = لم يستعمل بعد
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
