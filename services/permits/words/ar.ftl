# كلمات رخص البناء: ما يقرؤه صاحب الطلب وما تقرؤه المصالح.
# أسماء المفاتيح تأتي من ملفات ../procedures؛ والآجال والأثمان تأتي من جدول القوانين، لا من هنا.

service-permits = رخص التعمير
service-permits-about = طلب رخصة البناء وتتبعها، من الإيداع إلى تسلم الرخصة موقعة.

procedure-permit-building-small = رخصة البناء: مشروع صغير
procedure-permit-building-small-about = لبناء منزل أو بناية لا تتجاوز ثلاثة طوابق فوق الطابق الأرضي، أو توسيعها أو تعليتها أو تغييرها. تدرس الطلبَ لجنة تضم مصلحة التعمير والوكالة الحضرية والعمالة أو الإقليم.
procedure-permit-building-large = رخصة البناء: مشروع كبير
procedure-permit-building-large-about = للعمارات والبنايات التجارية والصناعية والسياحية والمرافق المفتوحة للعموم، ولكل بناية لا تدخل في المشاريع الصغرى. تُضاف إلى اللجنة الوقاية المدنية ومدبرو الشبكات عند الاقتضاء.

## صفحات الاستمارة

section-land = العقار
section-works = الأشغال
section-surfaces = المساحات والكلفة
section-designers = المهنيون

## العقار

field-land-status = الوضعية القانونية للعقار
field-land-status-hint = تحدد الوضعية القانونية الوثائقَ التي ستدلي بها.
choice-land-status-titled = محفظ، له رسم عقاري
choice-land-status-requisition = في طور التحفيظ، له مطلب تحفيظ
choice-land-status-unregistered = غير محفظ
field-land-title = رقم الرسم العقاري
field-land-title-hint = مثال: 12345/39. تجده في أعلى شهادة الملكية.
field-requisition = رقم مطلب التحفيظ
field-requisition-hint = مثال: R12345/39. تجده في شهادة مطلب التحفيظ.
field-moulkia = مراجع رسم الملكية
field-moulkia-hint = نوع الرسم (ملكية، شراء، إراثة…) وعدده وتاريخه والمحكمة التي ضُمِّن بها.
field-land-right = الحق على العقار
choice-land-right-owner = ملكية كاملة
choice-land-right-joint-owner = ملكية على الشياع
choice-land-right-owner-consent = حق آخر بإذن المالك (انتفاع، كراء، أرض جماعية…)
field-in-subdivision = هل تقع البقعة داخل تجزئة مرخصة؟
field-subdivision-name = اسم التجزئة
field-lot-number = رقم البقعة
field-address = عنوان المشروع
field-address-hint = الحي أو الدوار، والزنقة والرقم إن وجدا، وما يساعد على الوصول إلى المكان.
field-point = موقع البقعة على الخريطة
field-point-hint = ضع العلامة وسط البقعة. لا تُطلب منك إحداثيات لامبير.
field-plot-area = مساحة البقعة (م²)
field-plot-area-hint = كما وردت في شهادة الملكية أو في التصميم الطبوغرافي. كسر المتر المربع يُحسب مترا كاملا.
field-zoning = المنطقة حسب وثيقة التعمير
field-zoning-hint = إن كنت تعرفها، مثل: منطقة الفيلات، منطقة العمارات. وإلا فاترك الخانة فارغة.
field-planning-note-number = رقم مذكرة المعلومات
field-planning-note-number-hint = تسلمها الوكالة الحضرية، وتبين ما تسمح به وثيقة التعمير في البقعة.
field-planning-note-date = تاريخ مذكرة المعلومات

## الأشغال

field-work-kind = طبيعة الأشغال
choice-work-kind-new-building = بناية جديدة
choice-work-kind-extension = توسيع بناية قائمة
choice-work-kind-added-storey = تعلية بإضافة طابق
choice-work-kind-modification = تغيير بناية قائمة
field-existing-permit = مراجع الرخصة السابقة
field-existing-permit-hint = رقمها وتاريخها إن كنت تعرفهما. لن تُطلب منك نسخة منها: الجماعة تحتفظ بها.
field-use = تخصيص البناية
field-use-hint = يحدد التخصيص سعرَ الرسم على عمليات البناء.
choice-use-individual-housing = سكن فردي
choice-use-collective-housing = سكن جماعي
choice-use-housing-and-shops = سكن ومحلات تجارية
choice-use-commercial = تجارة
choice-use-professional = مكاتب ومهن
choice-use-industrial = صناعة
choice-use-tourism = سياحة
choice-use-public-facility = مرفق عمومي
choice-use-agricultural = فلاحة
field-floors = عدد الطوابق فوق الطابق الأرضي
field-floors-hint = مثال: 0 لطابق أرضي وحده، و2 لطابق أرضي وطابقين.
field-height = العلو (م)
field-height-hint = من مستوى الأرض إلى أعلى نقطة في البناية، بالأمتار.
field-basement = هل يوجد طابق تحت أرضي؟
field-basement-levels = عدد الطوابق تحت الأرضية
field-dwellings = عدد المساكن
field-shops = عدد المحلات التجارية
field-public-access = هل تستقبل البناية العموم؟
field-public-access-hint = متجر أو فندق أو مدرسة أو مصحة أو قاعة… في هذه الحالة تبدي الوقاية المدنية رأيها.
field-public-capacity = أقصى عدد للأشخاص داخل البناية
field-parking-spaces = عدد مواقف السيارات
field-sanitation = التطهير السائل
choice-sanitation-public-network = الشبكة العمومية
choice-sanitation-septic-tank = حفرة صحية
field-description = وصف المشروع
field-description-hint = بضعة أسطر تساعد اللجنة على فهم المشروع، إن رأيت ذلك مفيدا.

## المساحات والكلفة

field-footprint = المساحة المبنية على الأرض (م²)
field-footprint-hint = ما تشغله البناية من سطح البقعة.
field-covered-area = المساحة المغطاة (م²)
field-covered-area-hint = مجموع مساحات الطوابق موضوع الطلب، مع الطابق تحت الأرضي والأجزاء البارزة. على أساسها يُحسب الرسم. كسر المتر المربع يُحسب مترا كاملا.
field-projections = هل توجد أجزاء بارزة فوق الملك العمومي؟
field-projections-hint = شرفة أو بروز يطل على الطريق العمومية. مساحة هذه الأجزاء يُضاعف عنها الرسم.
field-projection-area = مساحة الأجزاء البارزة (م²)
field-cost-estimate = الكلفة التقديرية للأشغال (بالدرهم)
field-cost-estimate-hint = لا يُحسب على أساسها أي رسم؛ تُستعمل للإحصاء فقط.

## المهنيون

field-design-by = من أعد التصاميم؟
field-design-by-hint = في العالم القروي قد تسلم الإدارة تصميما نموذجيا في إطار المساعدة المعمارية.
choice-design-by-architect = مهندس معماري
choice-design-by-standard-plan = تصميم نموذجي مسلم من الإدارة
field-architect-name = الاسم الكامل للمهندس المعماري
field-architect-number = رقم تسجيل المهندس المعماري في هيئته
field-architect-number-hint = تجده في عقد المهندس المعماري أو في خاتمه.
field-architect-phone = هاتف المهندس المعماري
field-architect-phone-hint = مثال: 0612345678
field-architect-email = البريد الإلكتروني للمهندس المعماري
field-topographer-name = الاسم الكامل للمهندس المساح الطبوغرافي
field-topographer-number = رقم تسجيل المهندس المساح في هيئته
field-engineer-name = مكتب الدراسات التقنية
field-engineer-name-hint = المكتب أو المهندس الذي يحسب الخرسانة المسلحة.
field-control-office = مكتب المراقبة
field-control-office-hint = المكتب الذي يراقب السلامة والمتانة أثناء الأشغال.

## الوثائق

piece-ownership-certificate = شهادة الملكية
piece-ownership-certificate-hint = تسلمها المحافظة العقارية. تأكد أن رقم الرسم العقاري فيها هو الرقم الذي كتبته.
piece-requisition-certificate = شهادة مطلب التحفيظ
piece-requisition-certificate-hint = تسلمها المحافظة العقارية، وتبين مآل مطلب التحفيظ.
piece-ownership-deed = رسم الملكية
piece-ownership-deed-hint = الملكية أو رسم الشراء أو الإراثة أو الشهادة الإدارية. يمكن الإدلاء بعدة وثائق.
piece-co-owners-consent = موافقة الشركاء على الشياع
piece-co-owners-consent-hint = موافقة مكتوبة من كل شريك، مع رقم بطاقته الوطنية. لا يُشترط تصحيح الإمضاء.
piece-owner-consent = إذن مالك العقار
piece-owner-consent-hint = إذن مكتوب بالبناء من المالك، أو من سلطة الوصاية إذا كانت الأرض جماعية.
piece-planning-note = مذكرة المعلومات
piece-planning-note-hint = المذكرة الرسمية المسلمة من الوكالة الحضرية، لا المذكرة الاستعلامية المجانية.
piece-cadastral-plan = التصميم العقاري
piece-cadastral-plan-hint = تصميم مسح الأراضي الذي يبين حدود البقعة ومساحتها.
piece-topographic-plan = التصميم الطبوغرافي
piece-topographic-plan-hint = ينجزه مهندس مساح طبوغرافي، ويبين حدود البقعة ومستوى الأرض.
piece-location-plan = تصميم الموقع
piece-location-plan-hint = بمقياس 1/2000 على الأقل، أو 1/5000 في العالم القروي، مع الطرق المجاورة واتجاه الشمال.
piece-site-plan = تصميم الكتلة
piece-site-plan-hint = البناية داخل البقعة: المسافات عن الحدود والطريق، والمداخل، والأشجار، والربط بالشبكات.
piece-floor-plans = تصاميم الطوابق
piece-floor-plans-hint = كل الطوابق والسطح، بمقياس 1/100 على الأقل، مع القياسات. عند توسيع بناية قائمة أو تغييرها، بيِّن القائم والمستجد.
piece-elevations = الواجهات والمقاطع
piece-elevations-hint = كل الواجهات ومقطع واحد على الأقل يمر بالدرج، بمقياس 1/100 على الأقل.
piece-architect-contract = عقد المهندس المعماري
piece-architect-contract-hint = يشمل وضع التصاميم وتتبع الأشغال إلى نهايتها.
piece-safety-notice = مذكرة السلامة من الحريق
piece-safety-notice-hint = تبين المخارج والدرج ووسائل الإنذار والإطفاء وولوج رجال الوقاية المدنية.

## الرسوم

fee-construction-tax-individual = الرسم على عمليات البناء: سكن فردي
fee-construction-tax-collective = الرسم على عمليات البناء: سكن جماعي أو نشاط مهني
fee-projection-supplement = الرسم المضاعف عن الأجزاء البارزة فوق الملك العمومي

## أين يوجد الملف

step-completeness = التحقق من اكتمال الملف
step-awaiting-completion = في انتظار استكمال الملف
step-study = الدراسة لدى أعضاء اللجنة
step-commission = في اللجنة
step-amendment = في انتظار التصاميم المعدلة
step-payment = في انتظار أداء الرسم
step-signature = لدى رئيس المجلس للتوقيع
step-refusal = رفض معروض على توقيع الرئيس
step-issued = الرخصة مسلمة
step-works-opened = الأشغال مفتوحة
step-refused = الطلب مرفوض
step-silent = انقضى الأجل، في انتظار الشهادة
step-approved-by-silence = الرخصة مكتسبة بسكوت الإدارة
step-withdrawn = الطلب مسحوب
step-lapsed = الطلب ساقط
step-expired = الرخصة ساقطة

stage-received = استلام الملف
stage-completing = استكمال الملف
stage-study = الدراسة
stage-commission = اللجنة
stage-payment = الأداء
stage-signature = التوقيع
stage-done = تم
stage-refused = مرفوض
stage-ended = منتهٍ

cause-completion-requested = طُلبت وثائق لاستكمال الملف
cause-adjourned = أجلت اللجنة البت إلى حين تعديل التصاميم
cause-payment-due = الرأي بالموافقة، والرسم لم يؤد بعد

end-issued = رخصة مسلمة
end-works-opened = رخصة مسلمة وأشغال مفتوحة
end-approved-by-silence = رخصة مكتسبة بالسكوت
end-refused = رفض
end-withdrawn = سحب
end-lapsed = سقوط الطلب
end-expired = سقوط الرخصة

opinion-favourable = موافق
opinion-favourable-with-reserves = موافق بتحفظ
opinion-unfavourable = غير موافق
opinion-adjourned = تأجيل

## ما يمكن فعله

act-file = إيداع الطلب
act-accept = قبول الملف وإحالته على الأعضاء
act-request-completion = طلب استكمال الملف
act-complete = الإدلاء بالوثائق المطلوبة
act-give-opinion = إبداء الرأي
act-invite-member = استدعاء عضو
act-open-session = عرض الملف على اللجنة
act-conclude-favourable = الخلوص إلى الموافقة
act-conclude-unfavourable = الخلوص إلى عدم الموافقة
act-conclude-adjourned = تأجيل البت
act-amend = الإدلاء بالتصاميم المعدلة
act-extend = تمديد الأجل لخبرة أو بحث
act-record-payment = تسجيل الأداء
act-sign = توقيع الرخصة
act-send-back = إرجاع الملف إلى اللجنة
act-sign-refusal = توقيع الرفض
act-fall-silent = معاينة انقضاء الأجل
act-attest-silence = توقيع شهادة السكوت
act-withdraw = سحب الطلب
act-lapse = معاينة سقوط الطلب
act-expire = معاينة سقوط الرخصة
act-open-works = التصريح بفتح الورش
act-message = إرسال رسالة

done-file = أُودع الطلب
done-accept = قُبل الملف وأُحيل على أعضاء اللجنة
done-request-completion = طُلبت وثائق لاستكمال الملف، وتوقف الأجل
done-complete = أُدلي بالوثائق المطلوبة، واستأنف الأجل سيره
done-give-opinion = أُبدي الرأي
done-invite-member = استُدعي عضو لإبداء رأيه
done-open-session = عُرض الملف على اللجنة
done-conclude-favourable = خلصت اللجنة إلى الموافقة، والرسم واجب الأداء
done-conclude-unfavourable = خلصت اللجنة إلى عدم الموافقة
done-conclude-adjourned = أجلت اللجنة البت، وتوقف الأجل
done-amend = أُدلي بالتصاميم المعدلة، واستأنف الأجل سيره
done-extend = مُدد الأجل لإجراء خبرة أو بحث
done-record-payment = أُدي الرسم
done-sign = وُقعت الرخصة وسُلمت
done-send-back = أُرجع الملف إلى اللجنة
done-sign-refusal = رُفض الطلب
done-fall-silent = انقضى الأجل دون جواب، فاعتُبر السكوت موافقة
done-attest-silence = سُلمت شهادة السكوت
done-withdraw = سُحب الطلب
done-lapse = سقط الطلب لعدم الجواب داخل الأجل
done-expire = سقطت الرخصة لعدم الشروع في الأشغال
done-open-works = صُرح بفتح الورش
done-message = أُرسلت رسالة

## الوثائق المسلمة

paper-receipt = وصل الإيداع
paper-completion-request = طلب استكمال الملف
paper-minutes = محضر اللجنة
paper-session-minutes = محضر الجلسة
paper-payment-receipt = توصيل الأداء
paper-permit = رخصة البناء
paper-refusal = قرار الرفض
paper-silence-attestation = شهادة السكوت بمثابة موافقة

## الإشعارات

notice-filed = توصلنا بطلبك
notice-filed-body = أُودع طلبك، ووصل الإيداع رهن إشارتك: يبين الوثائق المدلى بها وتاريخ الإيداع وآخر أجل للجواب.
notice-accepted = ملفك مكتمل
notice-accepted-body = أُحيل ملفك على أعضاء اللجنة لدراسته. تجد في صفحة الملف أين وصل وآخر أجل للجواب.
notice-completion-requested = المرجو استكمال ملفك
notice-completion-requested-body = تنقص ملفك وثائق، تجد لائحتها وسبب طلب كل واحدة منها في صفحة الملف. توقف الأجل إلى أن تدلي بها، ولن تُطلب منك وثائق أخرى بعدها.
notice-completed = توصلنا بالوثائق المطلوبة
notice-completed-body = أُضيفت الوثائق إلى ملفك، واستأنف الأجل سيره.
notice-payment-due = رأي اللجنة بالموافقة، والرسم واجب الأداء
notice-payment-due-body = خلصت اللجنة إلى الموافقة على مشروعك. أد الرسم لدى شسيع المداخيل بالجماعة لتُعرض الرخصة على التوقيع. تفصيل المبلغ وطريقة حسابه في صفحة الملف.
notice-concluded-unfavourable = رأي اللجنة بعدم الموافقة
notice-concluded-unfavourable-body = خلصت اللجنة إلى عدم الموافقة، وأسبابها في المحضر. القرار لرئيس المجلس ولم يصدر بعد. يمكنك مراسلة الجماعة أو سحب طلبك.
notice-adjourned = طلبت اللجنة تعديل التصاميم
notice-adjourned-body = أجلت اللجنة البت في ملفك مرة واحدة، وما تطلب تعديله مبين في المحضر. توقف الأجل إلى أن تدلي بالتصاميم المعدلة.
notice-amended = توصلنا بالتصاميم المعدلة
notice-amended-body = أُحيلت التصاميم المعدلة على أعضاء اللجنة، واستأنف الأجل سيره.
notice-extended = مُدد أجل الجواب
notice-extended-body = يتطلب ملفك خبرة تقنية أو بحثا، فمُدد الأجل مرة واحدة. السبب والأجل الجديد في صفحة الملف.
notice-payment-recorded = سُجل أداؤك
notice-payment-recorded-body = سُجل أداء الرسم، والتوصيل رهن إشارتك. الرخصة معروضة على توقيع رئيس المجلس.
notice-permit-issued = رخصتك جاهزة
notice-permit-issued-body = وقع رئيس المجلس رخصة البناء، ويمكنك تنزيلها من صفحة الملف. صرح بفتح الورش قبل الشروع في الأشغال.
notice-refused = رُفض طلبك
notice-refused-body = رفض رئيس المجلس طلبك، والأسباب مبينة في القرار، ومعها كيفية الطعن وأجله.
notice-fell-silent = انقضى أجل الجواب: سكوت الإدارة موافقة
notice-fell-silent-body = لم يصدر جواب داخل الأجل القانوني، فاعتُبرت الرخصة مكتسبة. أُحيل الملف على العامل لتسليمك شهادة بذلك، ولا يُطلب منك أي إجراء.
notice-silence-attested = شهادة السكوت جاهزة
notice-silence-attested-body = وقع العامل شهادة السكوت بمثابة موافقة، ويمكنك تنزيلها من صفحة الملف. صرح بفتح الورش قبل الشروع في الأشغال.
notice-withdrawn = سُحب طلبك
notice-withdrawn-body = سُجل سحب طلبك وأُغلق الملف. يمكنك إيداع طلب جديد متى شئت. إن لم تطلب سحبه، فاتصل بالجماعة دون تأخير.
notice-lapsed = سقط طلبك
notice-lapsed-body = لم نتوصل بما كان منتظرا منك داخل الأجل، فأُغلق الملف. يمكنك إيداع طلب جديد متى شئت.
notice-expired = سقطت رخصتك
notice-expired-body = لم يُصرح بفتح الورش خلال مدة صلاحية الرخصة، فسقطت. يلزم طلب جديد للبناء.
notice-works-opened = سُجل فتح الورش
notice-works-opened-body = سُجل التصريح بفتح الورش. ضع لوحة الورش، واحتفظ بدفتر الورش في المكان.
notice-message-received = رسالة جديدة في ملفك
notice-message-received-body = توصلت برسالة تخص ملفك. اقرأها وأجب عنها من صفحة الملف.

# What papers say with variables, beside papers.ar.ftl

paper-text-say-mandate = وكيل بموجب الوكالة: { $mandate }
paper-text-say-days-working = { $days ->
    [zero] لا يوم عمل
    [one] يوم عمل واحد
    [two] يوما عمل
    [few] { $days } أيام عمل
   *[other] { $days } يوم عمل
 }
paper-text-say-days-calendar = { $days ->
    [zero] لا يوم
    [one] يوم واحد
    [two] يومان
    [few] { $days } أيام
   *[other] { $days } يوما
 }
paper-text-say-court = المحكمة الإدارية المختصة
