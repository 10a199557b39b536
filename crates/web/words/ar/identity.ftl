# ما يثبت هوية من يتصرف: الإثبات الثاني، مفاتيح المرور، الرموز الاحتياطية.

confirm-title = أكد هويتك
confirm-lead = ما كنت بصدد القيام به يلزم المؤسسة. قدم إثباتا ثانيا لهويتك؛ ولن يضيع شيء مما كتبته.
confirm-files = { $count ->
    [zero] لا يتعلق الأمر بأي ملف.
    [one] يتعلق الأمر بملف واحد: يكفي تأكيد واحد.
    [two] يتعلق الأمر بملفين: يكفي تأكيد واحد.
    [few] يتعلق الأمر ب{ $count } ملفات: يكفي تأكيد واحد.
    [many] يتعلق الأمر ب{ $count } ملفا: يكفي تأكيد واحد.
   *[other] يتعلق الأمر ب{ $count } ملف: يكفي تأكيد واحد.
  }
confirm-code = الرمز
confirm-code-hint = الأرقام الستة التي يظهرها تطبيقك، أو أحد رموزك الاحتياطية.
confirm-recovery = رمز احتياطي
confirm-recovery-hint = أحد الرموز التي احتفظت بها؛ يستعمل كل رمز مرة واحدة.
confirm-go = تأكيد
confirm-passkey = استعمال مفتاح المرور
confirm-or = أو
confirm-demo = مدينة تجريبية: الرمز الحالي هو { $code }.
confirm-cancel = الرجوع دون القيام بشيء
confirm-lost = لم تعد تملك أيا من هذه الوسائل؟ يمكن لمسؤولين اثنين عن الإدارة أن يعيدا إليك الولوج معا.
confirm-enrol-title = اختر أولا إثباتك الثاني
confirm-enrol-lead = التوقيع والإدارة يتطلبان أكثر من كلمة السر. يستغرق ذلك دقيقة، مرة واحدة فقط.
enrol-step-scan = افتح تطبيقا للرموز في هاتفك والتقط هذه الصورة.
enrol-step-type = في غياب آلة التصوير، اكتب فيه هذا المفتاح:
enrol-step-code = ثم اكتب هنا الرمز المكون من ستة أرقام الذي يظهره.
enrol-picture = صورة تلتقط بتطبيق للرموز
enrol-code = الرمز المكون من ستة أرقام
enrol-go = إنهاء ومتابعة
factor-name-usual = تطبيق الرموز

second-title = إثبات آخر
second-lead = كلمة السر صحيحة. قدم الآن إثباتك الثاني.

security-title = أمن الحساب
security-lead = ما يثبت هويتك إضافة إلى كلمة السر.
security-officer = يلزم واحد منها على الأقل للتوقيع أو للإدارة. اتخذ اثنين: إن فقدت أحدهما فتح لك الآخر.
security-factors = إثباتاتك الثانية
security-none = لا شيء حاليا
security-none-text = كلمة السر وحدها تفتح حسابك. أضف تطبيقا للرموز أو مفتاح مرور.
security-kind-totp = تطبيق الرموز
security-kind-passkey = مفتاح مرور
security-made = أضيف في { $at }
security-used = آخر استعمال في { $at }
security-unused = لم يستعمل بعد
security-remove = حذف
security-add-totp = إضافة تطبيق للرموز
security-add-passkey = إضافة مفتاح مرور
security-passkey-text = يبقى مفتاح المرور في هاتفك أو حاسوبك أو في مفتاح مادي؛ يفتح ببصمتك أو بوجهك أو برمز، ولا يستطيع موقع مخادع نسخه.
security-passkey-none = تتطلب مفاتيح المرور فتح هذه الخدمة تحت اسم نطاق؛ على هذا الجهاز، افتح http://localhost.
security-passkey-script = لا يستطيع متصفحك إنشاء مفتاح مرور هنا. اختر تطبيقا للرموز.
security-name = الاسم
security-name-hint = للتعرف عليه: «هاتفي»، «مفتاح المكتب».
security-passkey-go = إنشاء مفتاح المرور
security-totp-go = إضافة التطبيق
security-codes = الرموز الاحتياطية
security-codes-text = ليوم تفقد فيه هاتفك. يستعمل كل رمز مرة واحدة؛ احتفظ بها على ورق بعيدا عن الحاسوب.
security-codes-left = { $count ->
    [zero] ليس لديك أي رمز احتياطي.
    [one] بقي لك رمز احتياطي واحد.
    [two] بقي لك رمزان احتياطيان.
    [few] بقيت لك { $count } رموز احتياطية.
    [many] بقي لك { $count } رمزا احتياطيا.
   *[other] بقي لك { $count } رمز احتياطي.
  }
security-codes-go = إعداد رموز جديدة
security-codes-again = لن تبقى الرموز القديمة صالحة.
security-codes-fresh = هذه رموزك الجديدة. لن تعرض مرة أخرى: اطبع هذه الصفحة أو انسخها.
security-added = تمت إضافة الإثبات الثاني. أعد كذلك رموزك الاحتياطية.
security-removed = تم حذف الإثبات الثاني.
security-link = الإثباتات الثانية والرموز الاحتياطية
scope-sign = التوقيع باسمي
scope-sign-hint = الإجراءات التي تلزم وثيقتها؛ مع صلاحية «التصرف باسمي».
audit-what-signed-in = تسجيل الدخول
audit-what-sign-in-refused = رفض تسجيل الدخول
audit-what-account-locked = إغلاق الحساب بعد محاولات غير ناجحة
audit-what-second-factor-given = تقديم إثبات ثان
audit-what-factor-added = إضافة إثبات ثان
audit-what-factor-removed = حذف إثبات ثان
audit-what-codes-renewed = تجديد الرموز الاحتياطية
audit-what-password-changed = تغيير كلمة السر من طرف صاحبها
audit-what-token-made = إنشاء مفتاح لبرنامج

officer-covers = يخص: { $what }
officer-scope-procedures = المساطر المشمولة
officer-scope-acts = الإجراءات المشمولة
officer-scope-hint = إن لم تؤشر على شيء: الكل.

enrolment-code = رمز التفعيل
enrolment-code-hint = الرمز الذي سلمته لك إدارتك شخصيا. إن ضاع أو انقضت مدته، فاطلب منها رمزا آخر.
enrolment-hand = سلم هذا الرمز إلى الموظف شخصيا، ولا ترسله برسالة: سيدلي به مع كلمة سره لإضافة إثباته الثاني الأول. يستعمل مرة واحدة خلال { $days } أيام.
enrolment-none = لم يعد أي رمز تفعيل.
enrolment-good = هناك رمز تفعيل لم يستعمل بعد.
enrolment-used = سبق استعمال رمز التفعيل.
enrolment-over = لم يعد رمز التفعيل صالحا: انقضت مدته.
enrolment-tried = لم يعد رمز التفعيل صالحا: تعددت المحاولات الخاطئة.
enrolment-by = أعده
enrolment-at = تاريخ الإعداد
enrolment-until = صالح إلى
enrolment-make = إعداد رمز تفعيل
enrolment-renew = إعداد رمز جديد
security-none-officer = لإضافة الإثبات الأول، يلزمك رمز التفعيل الذي تسلمه إدارتك شخصيا.
security-last = إن حذفت الإثبات الوحيد المتبقي، فسيلزمك رمز تفعيل جديد لإضافة غيره.
notice-enrolment-renewed = تم إعداد رمز تفعيل لك
notice-enrolment-renewed-body = يسلم إليك شخصيا، ويستعمل لإضافة إثباتك الثاني الأول. إن لم تطلب شيئا، فأخبر إدارتك فورا.
audit-what-master-changed = تغيير المفتاح الرئيسي من طرف مشغل الخدمة
audit-what-enrolment-made = إعداد رمز تفعيل
audit-what-enrolment-refused = رفض رمز تفعيل

recovery-title = الإثباتات الثانية
recovery-factors = { $count ->
    [zero] ليس لهذا الحساب أي إثبات ثان.
    [one] لهذا الحساب إثبات ثان واحد.
    [two] لهذا الحساب إثباتان ثانيان.
    [few] لهذا الحساب { $count } إثباتات ثانية.
    [many] لهذا الحساب { $count } إثباتا ثانيا.
   *[other] لهذا الحساب { $count } إثبات ثان.
  }
recovery-ask = طلب إعادة الولوج
recovery-hint = لموظف فقد كل إثباتاته. يجب أن يؤكد الطلب مسؤول آخر عن الإدارة؛ ويخبر الموظف في كل خطوة.
recovery-reason = السبب
recovery-was-asked = تم تسجيل الطلب. يجب أن يؤكده مسؤول آخر عن الإدارة.
recovery-was-withdrawn = تم سحب الطلب.
recovery-asked-by = طلبه { $name } في { $at }:
recovery-confirmed-by = أكده { $name }؛ الرابط صالح إلى { $at }.
recovery-confirm = تأكيد وإعداد الرابط
recovery-wait = أنت من طلبه: يجب أن يؤكده مسؤول آخر عن الإدارة.
recovery-withdraw = سحب الطلب
recovery-link = سلم هذا الرابط إلى الموظف شخصيا. يستعمل مرة واحدة خلال { $minutes } دقيقة مع كلمة سره، ولن يعرض مرة أخرى.
recover-title = استعادة الولوج
recover-lead = يعيد إليك مسؤولان عن الإدارة الولوج. اكتب كلمة السر: ستحذف إثباتاتك القديمة وتفصل جميع أجهزتك، ثم تضيف إثباتا جديدا.
recover-go = استعادة الولوج
recover-over = لم يعد هذا الرابط صالحا: إما استعمل أو سحب أو انقضى وقته.
recover-done = تم حذف إثباتاتك القديمة. أضف الآن إثباتا جديدا.
notice-recovery-asked = طلب إعادة ولوجك
notice-recovery-asked-body = طلب مسؤول عن الإدارة حذف إثباتاتك الثانية. إن لم تفقد شيئا، فأخبر إدارتك فورا.
notice-recovery-confirmed = تم تأكيد طلب إعادة ولوجك
notice-recovery-confirmed-body = أكده مسؤول ثان، ويسلم إليك رابط شخصيا. إن لم تطلب شيئا، فأخبر إدارتك فورا.
notice-recovery-used = تم حذف إثباتاتك الثانية
notice-recovery-used-body = استعمل الرابط مع كلمة سرك، وفصلت جميع أجهزتك. إن لم تكن أنت، فأخبر إدارتك فورا.
audit-what-recovery-asked = إعادة الولوج: طلب
audit-what-recovery-confirmed = إعادة الولوج: تأكيد
audit-what-recovery-withdrawn = إعادة الولوج: سحب
audit-what-recovery-used = استعادة الولوج
audit-what-deputies-ordered = تدوين ترتيب نواب الرئيس
audit-what-absence-recorded = تسجيل غياب
audit-what-absence-ended = تسجيل نهاية غياب

nav-deputies = النيابة
deputies-title = النيابة عن الرئيس
deputies-lead = إذا تغيب الرئيس أو عاقه مانع، خلفه نوابه حسب ترتيب انتخابهم دون حاجة إلى تفويض.
deputies-acting = يمارس { $name } اليوم صلاحيات { $president } بسبب غيابه أو وجود مانع.
deputies-order = ترتيب نواب الرئيس
deputies-rank = { $rank ->
    [1] النائب الأول للرئيس
   *[other] نائب الرئيس رقم { $rank }
  }
deputies-nobody = لا أحد
deputies-minutes = محضر الانتخاب
deputies-keep = تسجيل الترتيب
deputies-order-kept = تم تسجيل الترتيب.
deputies-absences = الغيابات والموانع
deputies-none = لا غياب مسجل
deputies-absent = من يتغيب
deputies-proof = الوثيقة المثبتة
deputies-record = تسجيل الغياب
deputies-absence-kept = تم تسجيل الغياب.
deputies-end = تحديد آخر يوم
deputies-absence-ended = تم تسجيل آخر يوم.
deputies-now = حاليا
deputies-over = انتهى

provider-go = الدخول بواسطة { $name }
provider-left = خرجت من هذه الخدمة؛ وقد تبقى معروفا لدى خدمة الهوية.
provider-leave = الخروج منها كذلك
