# كلمات الطابق الأرضي: الأيام، الوحدات، الأدوار، الأخطاء، وما يُرفض ولماذا وكيف يُصلح، وإطار الرسائل.

## الأيام والشهور

month-1 = يناير
month-2 = فبراير
month-3 = مارس
month-4 = أبريل
month-5 = ماي
month-6 = يونيو
month-7 = يوليوز
month-8 = غشت
month-9 = شتنبر
month-10 = أكتوبر
month-11 = نونبر
month-12 = دجنبر
weekday-1 = الاثنين
weekday-2 = الثلاثاء
weekday-3 = الأربعاء
weekday-4 = الخميس
weekday-5 = الجمعة
weekday-6 = السبت
weekday-7 = الأحد
day-long = { $weekday } { $day } { $month } { $year }
day-short = { $day } { $month } { $year }
month-and-year = { $month } { $year }
moment = { $day } { $month } { $year }، { $time }

days-left = { $days ->
    [one] بقي يوم واحد
    [two] بقي يومان
    [few] بقيت { $days } أيام
    [many] بقي { $days } يوما
   *[other] بقي { $days } يوم
}
days-last = اليوم آخر الأجل
days-late = { $days ->
    [one] تأخر يوما واحدا
    [two] تأخر يومين
    [few] تأخر { $days } أيام
    [many] تأخر { $days } يوما
   *[other] تأخر { $days } يوم
}

## الوحدات

amount = { $number } درهم
unit-working-days = { $count ->
    [zero] 0 يوم عمل
    [one] يوم عمل واحد
    [two] يوما عمل
    [few] { $count } أيام عمل
   *[other] { $count } يوم عمل
}
unit-calendar-days = { $count ->
    [zero] 0 يوم
    [one] يوم واحد
    [two] يومان
    [few] { $count } أيام
    [many] { $count } يوما
   *[other] { $count } يوم
}
unit-months = { $count ->
    [zero] 0 شهر
    [one] شهر واحد
    [two] شهران
    [few] { $count } أشهر
    [many] { $count } شهرا
   *[other] { $count } شهر
}
unit-years = { $count ->
    [zero] 0 سنة
    [one] سنة واحدة
    [two] سنتان
    [few] { $count } سنوات
   *[other] { $count } سنة
}
unit-centimes = { $amount }
unit-centimes-per-m2 = { $amount } للمتر المربع
unit-people = { $count ->
    [few] { $count } نسمات
   *[other] { $count } نسمة
}
unit-percent = { $count } %
unit-megabytes = { $count } ميغابايت
unit-letters = { $count ->
    [one] حرف واحد
    [two] حرفان
    [few] { $count } أحرف
    [many] { $count } حرفا
   *[other] { $count } حرف
}
square-metres = { $n } م²

## الأدوار

role-applicant = صاحب الطلب
role-clerk = شباك الجماعة
role-urban-planning = مصلحة التعمير
role-commission-chair = رئاسة اللجنة
role-cashier = شساعة المداخيل
role-president = رئاسة مجلس الجماعة
role-administrator = إدارة المنصة
role-urban-agency = الوكالة الحضرية
role-province = العمالة أو الإقليم
role-civil-protection = الوقاية المدنية
role-utilities = مدبر الشبكات
role-governor = عامل العمالة أو الإقليم
role-system = الأجل القانوني
role-members = أعضاء اللجنة
role-nobody = لا أحد

## أخطاء الاستمارة: ما الخطأ وكيف يُصلح

mistake-required = هذه الخانة فارغة: املأها.
mistake-too-long = هذا النص طويل: لا تتجاوز { $limit ->
    [one] حرفا واحدا
    [two] حرفين
    [few] { $limit } أحرف
    [many] { $limit } حرفا
   *[other] { $limit } حرف
}.
mistake-too-short = هذا النص قصير: اكتب { $limit ->
    [one] حرفا واحدا
    [two] حرفين
    [few] { $limit } أحرف
    [many] { $limit } حرفا
   *[other] { $limit } حرف
} على الأقل.
mistake-not-a-number = اكتب عددا بالأرقام.
mistake-too-small = اكتب عددا لا يقل عن { $limit }.
mistake-too-large = اكتب عددا لا يتجاوز { $limit }.
mistake-not-a-date = اكتب تاريخا صحيحا: اليوم والشهر والسنة.
mistake-unknown-choice = اختر أحد الأجوبة المقترحة.
mistake-cnie = اكتب رقم البطاقة الوطنية كما هو مبين فيها: حرف أو حرفان ثم أرقام، مثل JB123456.
mistake-ice = اكتب أرقام التعريف الموحد للمقاولة الخمسة عشر؛ هذا الرقم غير صحيح.
mistake-phone = اكتب رقما هاتفيا مغربيا من عشرة أرقام، مثل 0661234567.
mistake-email = اكتب عنوانا إلكترونيا صحيحا، مثل nom@exemple.ma.
mistake-land-title = اكتب رقم الرسم العقاري ومؤشره، مثل 12345/39.
mistake-point = حدد نقطة داخل المغرب: خط العرض وخط الطول، مثل 30.4727, -8.8748.
mistake-control-characters = يتضمن هذا النص رموزا غير مرئية. أعد كتابته بدل نسخه.
mistake-not-signed-file = هذا الملف ليس وثيقة PDF ولا حاوية أدلة من نوع asice. ضعه كما توصلت به.
mistake-reworded = غيرتم الأسباب: أعيدوا قراءة الوثيقة الناتجة ثم وقعوا.
mistake-piece-missing = أرفق هذه الوثيقة.
mistake-piece-too-large = حجم هذا الملف كبير: الحد الأقصى { $limit } ميغابايت. احفظه بجودة أقل أو في عدة ملفات.
mistake-piece-type = صيغة هذا الملف غير مقبولة مهما كان اسمه. احفظه بإحدى الصيغ المبينة.
mistake-piece-empty = هذا الملف فارغ. اختر ملفا آخر.
mistake-piece-not-listed = لا توجد هذه الوثيقة في لائحة هذه المسطرة.
mistake-piece-cut = ملف PDF هذا غير مكتمل: نهايته ناقصة. أعد إرساله.
mistake-piece-pending = لم يكتمل إرسال هذا الملف بعد. انتظر انتهاءه.
mistake-password-short = اختر كلمة سر لا تقل عن { $limit } أحرف.
mistake-password-common = يسهل تخمين كلمة السر هذه. اختر عدة كلمات لا علاقة بينها.
mistake-bad-credentials = ليست هذه كلمة السر الحالية.
mistake-bad-code = هذا الرمز غير صحيح. اكتب الرمز الذي يظهره تطبيقك الآن، وتحقق من ساعة هاتفك.
mistake-enrolment-none = لم يعد لك أي رمز تفعيل. اطلبه من إدارتك.
mistake-enrolment-wrong = رمز التفعيل غير صحيح. اكتب الرمز الذي سلم إليك؛ وإن ضاع فاطلب رمزا آخر من إدارتك.
mistake-enrolment-used = سبق استعمال رمز التفعيل هذا. اطلب رمزا آخر من إدارتك.
mistake-enrolment-over = لم يعد رمز التفعيل هذا صالحا: انقضت مدته. اطلب رمزا آخر من إدارتك.
mistake-enrolment-tried = تعددت رموز التفعيل الخاطئة، فلم يعد الرمز صالحا. اطلب رمزا آخر من إدارتك.
mistake-enrolment-held = لهذا الموظف إثبات ثان. إن فقده، يمكن لمسؤولين عن الإدارة أن يعيدا إليه الولوج.
mistake-begun-over = لم تكتمل هذه الإضافة في وقتها. أعد من البداية.
mistake-bad-passkey = تعذر إنشاء مفتاح المرور. حاول من جديد على هذا الجهاز، أو اختر تطبيقا.
mistake-no-passkeys = تتطلب مفاتيح المرور فتح هذه الخدمة تحت اسم نطاق.
mistake-too-many = لديك { $limit } منها: احذف واحدا قبل إضافة آخر.
mistake-recovery-open = يوجد طلب مفتوح لهذا الحساب.
mistake-not-same = الكتابتان مختلفتان. اكتب كلمة السر نفسها مرتين.
mistake-certificate-revoked = سبق إلغاء هذه الشهادة.
mistake-certificate-of-authority = هذه شهادة سلطة للتصديق، ولا تجدد بهذه الطريقة.
mistake-certificate-of-others = هذه الشهادة من سلطة أخرى، وهي التي تجددها.
mistake-certificate-of-root = لا تلغي السلطة الجذر شهادتها بنفسها.
mistake-taken = يوجد حساب بهذه القيمة. سجل الدخول، أو تقدم إلى الشباك ومعك بطاقتك.
mistake-mandate-missing = بين الوكالة التي تخول لك الإيداع باسم هذا الشخص.
mistake-consent-missing = احصل على موافقة الشخص ثم ضع علامة في الخانة.
mistake-before-first-day = هذا اليوم يسبق أول يوم: اختر يوما بعده.
mistake-no-such-seat = لا توجد هذه الصفة في هذا المجال الترابي: اختر صفة أخرى.
mistake-seat-held = يشغل هذه الصفة من قبل في هذه التواريخ.
mistake-holiday-there = هذا اليوم عطلة من قبل: اختر يوما آخر.
mistake-before-the-law = لم يكن القانون يحدد هذه القيمة في هذا اليوم: اختر يوما بعده.
mistake-csrf = بقيت هذه الصفحة مفتوحة مدة طويلة. ارجع إليها وأعد تحميلها ثم أرسل الاستمارة من جديد.

## ما يُرفض، ولماذا، وما العمل

refusal-wrong-step = لم يعد الملف في المرحلة التي تسمح بذلك. افتحه لمعرفة وضعيته.
refusal-not-yours = هذا الإجراء ليس من اختصاصك{ $owner ->
    [none] .
   *[other] ، بل من اختصاص: { $owner }.
}
refusal-back-dated = لا يمكن أن يسبق تاريخ إجراء تاريخ الإجراء الذي قبله: السجل لا يؤرخ بأثر رجعي.
refusal-stale = تغير الملف منذ أن فتحته. لم يسجل أي شيء: أعد قراءته ثم حاول من جديد.
refusal-once-only = لا يتم هذا الإجراء إلا مرة واحدة في حياة الملف، وقد تم.
refusal-guard = الشروط المنصوص عليها في المسطرة غير متوفرة.
refusal-motive-missing = يوجب القانون تعليلا مكتوبا. اكتبه ثم حاول من جديد.
refusal-no-such-piece = لا توجد هذه الوثيقة في اللائحة التي يسمح القانون بطلبها.
refusal-pieces-missing = ما زالت تنقص وثائق طلبت منك:
refusal-nothing-asked = اختر وثيقة واحدة على الأقل لطلبها.
refusal-consent-missing = بيّن كيف وافق صاحب الطلب على أن يجيب الشباك باسمه.
refusal-member-missing = اختر العضو الذي تستدعيه.
refusal-not-a-member = { $role }: ليست عضوا في دراسة هذا الملف.
refusal-opinion-given = { $role }: سبق إبداء الرأي أو تمت الدعوة من قبل.
refusal-opinion-missing = اختر رأيا.
refusal-reserves-missing = اكتب تحفظات هذا الرأي.
refusal-opinions-awaited = لأعضاء اللجنة مهلة إلى غاية { $until } لإبداء آرائهم.
refusal-amount-differs = المبلغ المستحق هو { $due } وقد أدخلت { $given }. لم يسجل أي شيء.
refusal-unpaid = لم تؤد الرسوم بعد.
refusal-not-yet = لم ينقض الأجل بعد: يسري إلى غاية { $due }.
refusal-text-too-long = هذا النص طويل: الحد الأقصى { $limit } حرف.
refusal-control-characters = يتضمن هذا النص رموزا غير مرئية. أعد كتابته بدل نسخه.
refusal-formula = تعذر حساب المبلغ المستحق. أشعرت إدارة المنصة بذلك.
refusal-delegation-ended = انتهت مهمتك أو تفويضك يوم { $until }. اتصل بالمسؤول عن المنصة.
refusal-signed-out = سجل الدخول للمتابعة. ما حفظته ما زال محفوظا.
refusal-too-many = طلبات كثيرة في وقت وجيز. حاول بعد { $seconds } ثانية.
refusal-locked = محاولات كثيرة غير ناجحة. حاول بعد { $until }.
refusal-bad-credentials = المعرف أو كلمة السر غير صحيح. تحقق منهما ثم حاول من جديد.
refusal-second-factor = يتطلب هذا الإجراء إثباتا ثانيا لهويتك منذ وقت قريب. أكد بتطبيقك أو بمفتاح المرور أو برمز احتياطي.
refusal-bad-code = هذا الرمز غير صحيح أو لم يعد صالحا. اكتب الرمز الذي يظهره تطبيقك الآن.
refusal-used-code = سبق استعمال هذا الرمز. انتظر الرمز الموالي ثم اكتبه.
refusal-bad-passkey = لم يتم التعرف على مفتاح المرور. حاول من جديد، أو استعمل رمزا.
refusal-provider-away = خدمة الهوية لا تستجيب. حاول لاحقا، أو ادخل بكلمة السر.
refusal-provider-state = لا يخص هذا الجواب أي دخول بدأ هنا، أو سبق استعماله. أعد من البداية.
refusal-provider-declined = رفض الدخول أو ألغي لدى خدمة الهوية. لم يتغير شيء هنا.
refusal-provider-code = لم تؤكد خدمة الهوية الدخول. أعد من البداية.
refusal-provider-algorithm = جواب خدمة الهوية غير موقع بطريقة نقبلها.
refusal-provider-key = الجواب موقع بمفتاح لا تنشره خدمة الهوية.
refusal-provider-signature = توقيع الجواب ليس توقيع خدمة الهوية.
refusal-provider-issuer = الجواب صادر عن خدمة هوية أخرى.
refusal-provider-audience = كان جواب خدمة الهوية موجها إلى خدمة أخرى.
refusal-provider-nonce = لا يوافق جواب خدمة الهوية هذا الدخول. أعد من البداية.
refusal-provider-expired = جواب خدمة الهوية قديم جدا. أعد من البداية.
refusal-provider-early = الفرق كبير بين ساعة خدمة الهوية وساعتنا. أخبر مكتب الاستقبال.
refusal-provider-unverified = لا تضمن خدمة الهوية رقم بطاقتك الوطنية، فلا يمكننا التعرف عليك بواسطتها. ادخل بكلمة السر.
refusal-provider-officer = يفتح حساب الموظف بكلمة سره، لا بهذه الخدمة.
refusal-own-request = هذا الطلب طلبك: يجب أن يؤكده مسؤول آخر عن الإدارة.
refusal-beyond-delegation = لا يشمل تفويضك (القرار { $decision }) هذا الإجراء في هذه المسطرة.
refusal-seat-later = لا تبدأ مهمتك إلا في { $from }.
refusal-stood-in-for = غيابكم مسجل (القرار رقم { $decision }) وأحد النواب ينوب عنكم: لا توقعون قبل انتهائه. لم يوقع أي شيء.
refusal-closed = هذا الحساب مغلق. اتصل بالمسؤول عن المنصة في مؤسستك.
refusal-not-found = لا يوجد في هذا العنوان ما يمكنك الاطلاع عليه. تحقق من الرقم.
refusal-busy = الضغط على الخدمة كبير. لم يضع أي شيء: حاول بعد لحظات.
refusal-unavailable = الخدمة غير متاحة مؤقتا. لم يضع أي شيء: حاول بعد لحظات.
refusal-disk-full = لم تعد هناك مساحة للحفظ. لم يتغير أي شيء وأشعر المسؤول التقني.
refusal-too-large = حجم ما أرسلته كبير. قلصه ثم حاول من جديد.
refusal-csrf = بقيت هذه الصفحة مفتوحة مدة طويلة. أعد تحميلها ثم أرسل الاستمارة من جديد.
refusal-same-key = استعمل المفتاح نفسه لطلب آخر. استعمل مفتاحا جديدا.
refusal-scope = لا يشمل هذا الرمز صلاحية «{ $scope }».
refusal-paper-changed = لم تعد هذه الوثيقة كما عرضت عليكم. لم يوقع أي شيء: أعيدوا قراءتها ثم وقعوا.
refusal-hand-given = { $role }: سبق أن أعطي هذا التوقيع أو امتنع عنه، أو حصرت الوثيقة. لم يوقع أي شيء.
refusal-others-first = يوقع قبلك: { $roles }. لم يوقع أي شيء.
refusal-hand-awaited = لهذا العضو إلى غاية { $until } ليوقع: لا يمكن بعد تسجيل غيابه.
refusal-last-hand = من يحصر الوثيقة يوقعها: لا امتناع عن هذا التوقيع.
refusal-clock-behind = ساعة الخادم متأخرة. لم يسجل أي شيء وأشعر المسؤول التقني.
refusal-mistakes = في الاستمارة أخطاء.
refusal-key-unplugged = الجهاز الذي يحفظ مفاتيح التوقيع غير موصول. لم يوقع أي شيء: أخبر مشغل النظام ثم حاول من جديد.
refusal-key-pin = رفض الجهاز الذي يحفظ مفاتيح التوقيع رمزه السري. لم يوقع أي شيء: أخبر مشغل النظام.
refusal-key-locked = الجهاز الذي يحفظ مفاتيح التوقيع مقفل. لم يوقع أي شيء: أخبر مشغل النظام.
refusal-key-missing = مفتاح التوقيع غير موجود في جهازه. لم يوقع أي شيء: أخبر مشغل النظام.
refusal-key-module = يتعذر استعمال الجهاز الذي يحفظ مفاتيح التوقيع. لم يوقع أي شيء: أخبر مشغل النظام.
refusal-key-unsuitable = مفتاح التوقيع ليس من نوع مقبول هنا. لم يوقع أي شيء: أخبر مشغل النظام.
refusal-key-failed = لم يوقع الجهاز الذي يحفظ المفاتيح. لم يضع أي شيء: حاول من جديد أو أخبر مشغل النظام.
refusal-key-sealed = يتعذر فتح مفتاح التوقيع. لم يوقع أي شيء: أخبر مشغل النظام.
refusal-key-not-a-key = تتعذر قراءة مفتاح التوقيع. لم يوقع أي شيء: أخبر مشغل النظام.
refusal-internal = وقع خطأ من جهتنا. لم يضع أي شيء: حاول من جديد أو أدل بالمرجع أدناه.

## رسم المسطرة

drawing-runs = الأجل يسري
drawing-pauses = الأجل موقوف
drawing-stopped = صدر الجواب
drawing-by-time = بمرور الوقت وحده

## إطار الرسائل

mail-greeting = السلام عليكم { $name }،
mail-footer = أرسلت هذه الرسالة آليا من منصة جماعتكم. المرجو عدم الرد عليها.
