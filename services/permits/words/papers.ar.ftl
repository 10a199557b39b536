# جمل الوثائق التي تصدرها مصلحة الرخص. المفاتيح نفسها في papers.fr.ftl.
# paper-text-say-… : جمل فيها متغيرات، يصوغها البرنامج ثم يضعها في المعطيات؛ وما عداها ينقل كما هو إلى words.

## الترويسة والتذييل
paper-text-kingdom = المملكة المغربية
paper-text-ministry = وزارة الداخلية
paper-text-say-province = إقليم { $name }
paper-text-say-prefecture = عمالة { $name }
paper-text-say-commune = جماعة { $name }
paper-text-number = الرقم
paper-text-file = رقم الملف
paper-text-date = التاريخ
paper-text-page = الصفحة
paper-text-qr = رمز يفتح الصفحة العمومية لهذه الوثيقة
paper-text-verify = للتحقق من صحة هذه الوثيقة
paper-text-say-made = حُرر بـ{ $place } في { $date }
paper-text-say-delegation = بتفويض من { $from }، القرار رقم { $number } بتاريخ { $date }
paper-text-say-article = المادة { $article } من { $text }

## عناوين الوثائق
paper-text-title-receipt = وصل إيداع
paper-text-title-completion-request = طلب استكمال الملف
paper-text-title-minutes = محضر اللجنة
paper-text-title-permit = رخصة بناء
paper-text-title-refusal = قرار رفض
paper-text-title-silence-attestation = شهادة السكوت بمثابة موافقة
paper-text-title-payment-receipt = وصل أداء
paper-text-title-session-minutes = محضر جلسة اللجنة

## الأطراف والمشروع
paper-text-applicant = طالب الرخصة
paper-text-identity = رقم التعريف
paper-text-representative = الوكيل
paper-text-capacity = الصفة
paper-text-project = المشروع
paper-text-pieces = الوثائق المدلى بها
paper-text-piece = الوثيقة
paper-text-document = الملف المودع
paper-text-reason = السبب

## وصل الإيداع
paper-text-say-receipt = تشهد جماعة { $name } بأنها تسلمت هذا اليوم الملف المبين أدناه. ويسلَّم هذا الوصل فور الإيداع طبقا للقانون رقم 55.19 المتعلق بتبسيط المساطر والإجراءات الإدارية.
paper-text-say-receipt-assisted = أودع الملف بالشباك بمساعدة { $clerk }، بموافقة المعني بالأمر المسجلة بتاريخ { $date }.
paper-text-filed-on = تاريخ الإيداع
paper-text-filed-at = ساعة الإيداع
paper-text-due-on = أقصى أجل للجواب
paper-text-tracking = رمز التتبع
paper-text-limit = الأجل
paper-text-say-due-working = يُجاب عن هذا الطلب داخل أجل { $days ->
    [one] يوم عمل واحد
    [two] يومي عمل
    [few] { $days } أيام عمل
   *[other] { $days } يوم عمل
 } من إيداع الملف كاملا ({ $law }).
paper-text-say-due-calendar = يُجاب عن هذا الطلب داخل أجل { $days ->
    [one] يوم واحد
    [two] يومين
    [few] { $days } أيام
   *[other] { $days } يوما
 } من إيداع الملف كاملا ({ $law }).
paper-text-due-once = لا يُطلب استكمال الملف إلا مرة واحدة، ولا تُطلب أي وثيقة خارج القائمة التي حددها القانون. ويتوقف احتساب الأجل إلى حين الإدلاء بالوثائق المطلوبة.
paper-text-due-approves = إذا انصرم الأجل دون جواب، عُدّ سكوت الإدارة بمثابة موافقة، ويسلم العامل شهادة بذلك (المرسوم رقم 2.22.141، المادة 6).
paper-text-due-refuses = إذا انصرم الأجل دون جواب، عُدّ سكوت الإدارة بمثابة رفض يمكن الطعن فيه.
paper-text-follow = تتبع الملف
paper-text-say-follow = لتتبع الملف، استعملوا الرقم { $number } ورمز التتبع في بوابة الخدمات، أو امسحوا الرمز أسفل هذه الصفحة.
paper-text-follow-desk = يمكن كذلك الاستفسار لدى الشباك الوحيد، بالإدلاء بهذا الوصل.

## طلب الاستكمال
paper-text-say-completion = بعد دراسة ملفكم المودع بتاريخ { $date }، تبين أنه ينقصه ما يلي. وهذا الطلب هو الوحيد الذي يمكن أن يوجه إليكم في شأن استكمال الملف.
paper-text-missing = الوثائق الناقصة
paper-text-clock = احتساب الأجل
paper-text-paused-on = توقف الأجل بتاريخ
paper-text-days-left = المدة المتبقية
paper-text-answer-before = آخر أجل للاستكمال
paper-text-next = ما يلي ذلك
paper-text-say-next-send = أودعوا الوثائق المطلوبة قبل { $date }، عبر حسابكم أو لدى الشباك الوحيد.
paper-text-next-resume = يُستأنف احتساب الأجل من حيث توقف، في اليوم الذي تكتمل فيه الوثائق، ولن يُطلب غيرها.
paper-text-say-next-lapse = إذا لم يُستكمل الملف قبل { $date }، حُفظ دون قرار، ولكم أن تودعوا طلبا جديدا.

## المحضر
paper-text-session-number = رقم الجلسة
paper-text-session-on = تاريخ الجلسة
paper-text-session-at = ساعة الافتتاح
paper-text-session-place = المكان
paper-text-session-chair = رئاسة الجلسة
paper-text-say-minutes-window = اجتمعت لجنة الشباك الوحيد لرخص التعمير بجماعة { $name } لدراسة الملف المبين أدناه، وأبدى أعضاؤها الآراء الآتية.
paper-text-say-minutes-committee = اجتمعت لجنة التعمير ب{ $level ->
    [prefecture] عمالة
   *[province] إقليم
 } { $name } لدراسة الملف المبين أدناه، وأبدى أعضاؤها الآراء الآتية.
paper-text-opinions = آراء الأعضاء
paper-text-member = العضو
paper-text-opinion = الرأي
paper-text-motive = التعليل
paper-text-reserves = التحفظات
paper-text-no-opinion = لم يبد رأيه داخل الأجل
paper-text-conclusion = خلاصة اللجنة
paper-text-conclusion-favourable = بعد التداول، تبدي اللجنة رأيا بالموافقة على المشروع.
paper-text-conclusion-reserves = بعد التداول، تبدي اللجنة رأيا بالموافقة على المشروع مع مراعاة التحفظات الآتية.
paper-text-conclusion-unfavourable = بعد التداول، تبدي اللجنة رأيا بعدم الموافقة للأسباب الآتية.
paper-text-conclusion-adjourned = بعد التداول، تؤجل اللجنة البت في المشروع إلى حين تعديله وفق الملاحظات الآتية.

## محضر الجلسة
paper-text-say-session-window = عقدت لجنة الشباك الوحيد لرخص التعمير بجماعة { $name } جلستها، ويتضمن هذا المحضر أشغالها بشأن جميع الملفات المدرجة في جدول الأعمال.
paper-text-say-session-committee = عقدت لجنة التعمير ب{ $level ->
    [prefecture] عمالة
   *[province] إقليم
 } { $name } جلستها، ويتضمن هذا المحضر أشغالها بشأن جميع الملفات المدرجة في جدول الأعمال.
paper-text-session-members = أعضاء اللجنة
paper-text-member-person = الممثل
paper-text-member-presence = الحضور
paper-text-member-present = حاضر
paper-text-member-excused = اعتذر عن الحضور
paper-text-say-member-represented = ينوب عنه { $name }
paper-text-session-agenda = جدول الأعمال
paper-text-session-waits = لم يبت في الملف، وأحيل على جلسة مقبلة.
paper-text-session-file-minutes = محضر الملف
paper-text-session-closing = اختتام الجلسة
paper-text-say-session-closed = بعد استنفاد جدول الأعمال، وعدد ملفاته { $files }، رُفعت الجلسة وحصر هذا المحضر في { $date } على الساعة { $hour }.
paper-text-session-signing = يوقع كل عضو حاضر هذا المحضر توقيعا إلكترونيا بمفتاحه الخاص، ويوقع رئيس اللجنة أخيرا. ويتحقق من التوقيعات، ومن حالات الامتناع المعللة عند الاقتضاء، في الملف نفسه وعلى العنوان المبين أسفله.

## رخصة البناء
paper-text-say-opening-president = إن رئيس مجلس جماعة { $name }،
paper-text-say-opening-governor = إن عامل { $level ->
    [prefecture] عمالة
   *[province] إقليم
 } { $name }،
paper-text-seen-texts = بناء على النصوص الآتية:
paper-text-say-seen-request = وبناء على الطلب المسجل تحت رقم { $number } بتاريخ { $date }؛
paper-text-say-seen-commission = وبناء على رأي اللجنة المجتمعة بتاريخ { $date } (المحضر رقم { $number })؛
paper-text-say-seen-payment = وبناء على وصل الأداء رقم { $number } بتاريخ { $date }؛
paper-text-say-seen-delegation = وبناء على قرار التفويض رقم { $number } بتاريخ { $date }؛
paper-text-decides = يقرر ما يلي
paper-text-article-1 = المادة الأولى
paper-text-article-2 = المادة الثانية
paper-text-article-3 = المادة الثالثة
paper-text-article-4 = المادة الرابعة
paper-text-article-5 = المادة الخامسة
paper-text-permit-grants = يرخص للمعني بالأمر بإنجاز الأشغال المبينة أدناه، وفق التصاميم الحاملة لعبارة «غير قابل للتغيير» المرفقة بهذه الرخصة.
paper-text-permit-reserves = تنجز الأشغال مع التقيد بالتحفظات الآتية:
paper-text-permit-no-reserves = لا تقترن هذه الرخصة بأي تحفظ.
paper-text-say-permit-fee = استخلصت الرسوم الواجبة وقدرها { $amount }، بموجب وصل الأداء رقم { $number } بتاريخ { $date }.
paper-text-permit-no-fee = لا يستحق عن هذه الرخصة أي رسم.
paper-text-say-permit-validity = تسقط هذه الرخصة إذا لم تباشر أشغال الأسس خلال { $years ->
    [one] سنة واحدة
    [two] سنتين
    [few] { $years } سنوات
   *[other] { $years } سنة
 } من تسليمها، أي قبل { $date }.
paper-text-permit-works = لا يفتح الورش إلا بعد التصريح بافتتاحه موقعا من المهندس المعماري. ويمسك دفتر الورش، وتوضع لوحة تحمل رقم الرخصة وتاريخها.
paper-text-permit-use = لا يستعمل المبنى إلا بعد الحصول على رخصة السكن أو شهادة المطابقة.
paper-text-permit-rights = تسلم هذه الرخصة مع حفظ حقوق الغير.

## قرار الرفض
paper-text-refusal-decides = لا يمكن الترخيص بالمشروع المبين أدناه.
paper-text-motives = الأسباب
paper-text-appeals = طرق الطعن
paper-text-say-appeal-governor = يمكن رفع تظلم إلى عامل { $level ->
    [prefecture] عمالة
   *[province] إقليم
 } { $name } داخل { $days ->
    [one] يوم واحد
    [two] يومين
    [few] { $days } أيام
   *[other] { $days } يوما
 } من تبليغ هذا القرار، ويبت فيه داخل أجل مماثل.
paper-text-say-appeal-court = يمكن الطعن أمام { $court } داخل { $days ->
    [one] يوم واحد
    [two] يومين
    [few] { $days } أيام
   *[other] { $days } يوما
 } من تبليغ القرار أو من الجواب عن التظلم.
paper-text-appeal-again = لا يمنع هذا القرار من إيداع طلب جديد بعد تدارك أسباب الرفض.

## شهادة السكوت
paper-text-history = مسار الملف
paper-text-event-filed = إيداع الملف
paper-text-event-complete = اكتمال الملف
paper-text-event-paused = توقف الأجل
paper-text-event-resumed = استئناف الأجل
paper-text-event-passed = انصرام الأجل دون جواب
paper-text-event = الواقعة
paper-text-attests = يشهد بما يلي
paper-text-say-silence = انصرم أجل البت في الملف رقم { $number } بتاريخ { $date } دون أن يصدر عن الإدارة المختصة جواب صريح.
paper-text-silence-approves = يعد هذا السكوت، طبقا للمادة 6 من المرسوم رقم 2.22.141، بمثابة موافقة على الطلب، وتقوم هذه الشهادة مقام الرخصة في حدود ما هو مبين أعلاه.
paper-text-silence-rules = لا تعفي هذه الشهادة من احترام ضوابط البناء ووثائق التعمير، ولا من أداء الرسوم الواجبة.

## وصل الأداء
paper-text-payer = المؤدي
paper-text-paid-on = تاريخ الأداء
paper-text-means = طريقة الأداء
paper-text-reference = المرجع
paper-text-fees = تفصيل الرسوم
paper-text-fee = الرسم
paper-text-formula = طريقة الحساب
paper-text-amount = المبلغ
paper-text-total = المجموع
paper-text-say-in-words = حُصر هذا الوصل في مبلغ { $words }.
paper-text-say-payment = استخلصت شساعة مداخيل جماعة { $name } المبلغ المبين أدناه برسم الملف المذكور.
paper-text-payment-keep = يحتفظ بهذا الوصل ويدلى به عند كل طلب.
