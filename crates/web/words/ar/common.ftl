# كلمات تشترك فيها كل الصفحات: الإطار، الأزرار، الحقول، الساعة، الوثائق المرفقة.

diwan = ديوان
diwan-about = الخدمات الرقمية للجماعات الترابية
skip = انتقل إلى المحتوى
demo-ribbon = مدينة تجريبية: الأشخاص والملفات من وحي الخيال.
you-are-here = موقعك في الموقع
nav-main = القائمة الرئيسية
nav-services = الخدمات
nav-files = ملفاتي
nav-track = تتبع ملف
nav-figures = أرقام للعموم
nav-verify = التحقق من وثيقة
nav-api = واجهة برمجية للمطورين
nav-account = حسابي
nav-account-of = قائمة حساب { $name }
nav-notices = { $count ->
    [0] الإشعارات، لا جديد
    [one] الإشعارات، إشعار واحد غير مقروء
    [two] الإشعارات، إشعاران غير مقروءين
    [few] الإشعارات، { $count } إشعارات غير مقروءة
   *[other] الإشعارات، { $count } إشعارا غير مقروء
}
nav-office = قائمة المكتب
nav-office-inbox = مكتبي
sign-in = الدخول
sign-out = الخروج
foot-rights = كل أجل معروض هنا مقرون بالنص القانوني الذي يحدده.
kingdom = المملكة

# أزرار عامة
search = بحث
save = حفظ
cancel = إلغاء
continue = متابعة
back = رجوع
send = إرسال
download = تحميل
print = طباعة
open = فتح
change = تغيير
confirm = تأكيد
yes = نعم
no = لا
optional = (اختياري)
choose = اختر من القائمة
pages = صفحات القائمة
page-previous = السابق
page-next = التالي
unit-square-metres = م²
unit-dirhams = درهم
zoom-in = تكبير
zoom-out = تصغير

law-article = {"،"} المادة { $article }
law-reference = {"،"} { $reference }
law-unverified = قيمة قيد التحقق

mistakes-title = { $count ->
    [one] خطأ واحد يحتاج إلى تصحيح
    [two] خطآن يحتاجان إلى تصحيح
    [few] { $count } أخطاء تحتاج إلى تصحيح
   *[other] { $count } خطأ يحتاج إلى تصحيح
}
mistake-line = { $label }: { $mistake }

# نقطة على الخريطة
point-hint = ضع النقطة على الخريطة، أو اكتب خط العرض وخط الطول إن كنت تعرفهما. ويمكنك الاكتفاء برقم الرسم العقاري.
point-map = خريطة لتحديد موقع الأرض؛ حركها بأسهم لوحة المفاتيح واضغط مفتاح الإدخال لوضع النقطة في وسطها
point-here = أنا في عين المكان الآن
point-here-failed = تعذر تحديد موقعك. ضع النقطة بيدك أو اكتب الإحداثيات.
latitude = خط العرض
longitude = خط الطول

# الساعة
clock-left = { $unit ->
    [working-days] { $count ->
        [0] يوم عمل: ينتهي الأجل اليوم
        [one] يوم عمل متبق
        [two] يوما عمل متبقيان
        [few] أيام عمل متبقية
       *[other] يوم عمل متبق
    }
   *[calendar-days] { $count ->
        [0] يوم: ينتهي الأجل اليوم
        [one] يوم متبق
        [two] يومان متبقيان
        [few] أيام متبقية
       *[other] يوما متبقيا
    }
}
clock-late = { $unit ->
    [working-days] { $count ->
        [one] يوم عمل تأخير
        [two] يوما عمل تأخير
        [few] أيام عمل تأخير
       *[other] يوم عمل تأخير
    }
   *[calendar-days] { $count ->
        [one] يوم تأخير
        [two] يومان تأخير
        [few] أيام تأخير
       *[other] يوما تأخير
    }
}
clock-took = { $unit ->
    [working-days] { $count ->
        [few] أيام عمل في المجموع
       *[other] يوم عمل في المجموع
    }
   *[calendar-days] { $count ->
        [few] أيام في المجموع
       *[other] يوما في المجموع
    }
}
clock-title-running = الجواب واجب قبل نهاية { $date }
clock-title-paused = الأجل متوقف
clock-title-overdue = تجاوزت الإدارة الأجل القانوني
clock-title-answered = صدر القرار
clock-title-ended = انتهى الملف
clock-paused-since = منذ { $date }
clock-paused-means = عند استئناف الأجل { $unit ->
    [working-days] { $count ->
        [one] سيبقى يوم عمل واحد.
        [two] سيبقى يوما عمل.
        [few] ستبقى { $count } أيام عمل.
       *[other] سيبقى { $count } يوم عمل.
    }
   *[calendar-days] { $count ->
        [one] سيبقى يوم واحد.
        [two] سيبقى يومان.
        [few] ستبقى { $count } أيام.
       *[other] سيبقى { $count } يوما.
    }
}
clock-was-due = كان الجواب واجبا قبل نهاية { $date }.
clock-answered-means = توقف الأجل القانوني عند صدور القرار.
clock-ended-on = أغلق يوم { $date }.
clock-holder = الملف الآن لدى
clock-yours = الملف الآن بين يديك
clock-since = منذ { $date }
clock-silence-approves = إذا انقضى الأجل دون جواب فسكوت الإدارة بمثابة موافقة، ولك أن تطلب شهادة بذلك من العامل.
clock-silence-refuses = إذا انقضى الأجل دون جواب فسكوت الإدارة بمثابة رفض، ولك أن تطعن فيه.
clock-silence-overdue-approves = انقضى الأجل دون جواب: سكوت الإدارة بمثابة موافقة، والملف معروض على العامل لتسليم الشهادة.
clock-silence-overdue-refuses = انقضى الأجل دون جواب: سكوت الإدارة بمثابة رفض، ولك أن تطعن فيه.
clock-limit = { $unit ->
    [working-days] { $count ->
        [few] الأجل القانوني: { $count } أيام عمل
       *[other] الأجل القانوني: { $count } يوم عمل
    }
   *[calendar-days] { $count ->
        [few] الأجل القانوني: { $count } أيام
       *[other] الأجل القانوني: { $count } يوما
    }
}
clock-longest = ومهما طالت المسطرة بالتوقف والتمديد فلن تتجاوز { $date }.
clock-line-left = { $unit ->
    [working-days] { $count ->
        [0] ينتهي الأجل اليوم
        [one] بقي يوم عمل واحد
        [two] بقي يوما عمل
        [few] بقيت { $count } أيام عمل
       *[other] بقي { $count } يوم عمل
    }
   *[calendar-days] { $count ->
        [0] ينتهي الأجل اليوم
        [one] بقي يوم واحد
        [two] بقي يومان
        [few] بقيت { $count } أيام
       *[other] بقي { $count } يوما
    }
}
clock-line-late = { $unit ->
    [working-days] { $count ->
        [one] متأخر بيوم عمل
        [two] متأخر بيومي عمل
        [few] متأخر بـ { $count } أيام عمل
       *[other] متأخر بـ { $count } يوم عمل
    }
   *[calendar-days] { $count ->
        [one] متأخر بيوم
        [two] متأخر بيومين
        [few] متأخر بـ { $count } أيام
       *[other] متأخر بـ { $count } يوما
    }
}
clock-line-paused = الأجل متوقف
clock-line-answered = صدر القرار
clock-line-ended = انتهى

# مراحل وحالات
stage-state-done = تم
stage-state-here = المرحلة الحالية
stage-state-next = لاحقا
stage-state-stopped = توقف هنا
section-done = مكتمل
section-wrong = يحتاج إلى تصحيح

# الوثائق المرفقة
piece-limits = { $formats } — { $megabytes } ميغابايت على الأكثر
piece-choose = اختر ملفا: { $piece }
piece-send = إرفاق
piece-add = إضافة ملف
piece-replace = استبدال
piece-remove = حذف
piece-none = لم ترفق.
piece-sending = جار الإرسال:
piece-resumed = استؤنف الإرسال من حيث انقطع:
piece-cut = انقطع الاتصال. سيستأنف الإرسال تلقائيا عند عودته؛ لا تغلق الصفحة.
piece-done = تم الإرسال.
piece-too-big = هذا الملف أكبر من { $megabytes } ميغابايت.

# وثائق وأداء
verify-short = تحقق
bill = تفصيل المبلغ
bill-line = الرسم
bill-how = طريقة الحساب
bill-amount = المبلغ
bill-total = المجموع
chart-table = الأرقام في جدول
chart-when = الفترة

# الحفظ التلقائي
saved = حفظت المسودة.
saving = جار الحفظ…
save-failed = تعذر الحفظ. تحقق من الاتصال؛ ما كتبته باق في هذه الصفحة.

# شروط وصيغ، تقرأ من المسطرة
condition-or = {" "}أو{" "}
condition-and = {" "}و{" "}
condition-is = { $label }: { $value }
condition-is-not = { $label }: غير { $value }
condition-least = { $label }: { $value } أو أكثر
condition-most = { $label }: { $value } أو أقل
condition-more = { $label }: أكثر من { $value }
condition-less = { $label }: أقل من { $value }
formula-either = { $yes } ({ $condition })، وإلا { $no }
media-pdf = PDF
media-image = صورة
media-plan = DWG أو DXF
map-credit = حدود الأقاليم: © المساهمون في OpenStreetMap
account-kind-citizen = مواطن
account-kind-company = شركة
account-kind-professional = مهني
account-kind-officer = موظف
opinion-awaited = في الانتظار
