# What the programming interface says of a request that was not understood.

refusal-malformed-json = محتوى الطلب ليس JSON مقروءا.
refusal-not-json = يجب أن يكون محتوى الطلب JSON وأن يعلن عنه بصيغة application/json.
refusal-no-such-method = هذا العنوان لا يستجيب لهذه الطريقة.
refusal-bad-request = تعذرت قراءة الطلب.
refusal-cut = انقطع الطلب. لم يسجل شيء مما ينقص.

mistake-wrong-type = هذه القيمة ليست من النوع المنتظر.
mistake-unknown-field = هذا الاسم غير معروف هنا.
mistake-not-an-id = اكتب معرفا على شكل 01890a5d-ac96-774b-bcce-b302099a8057.
mistake-not-a-place = اكتب رمز مجال ترابي من تسعة أرقام.
mistake-not-a-cursor = أعد قيمة «next» من الصفحة السابقة كما هي.
mistake-no-such-upload = لا يوجد في هذا الحساب إرسال بهذا المعرف.
mistake-seat-needed = حدد الصفة والمكان: هذا الحساب يشغل عدة مناصب.
mistake-beyond-token = لا يمكن لرمز أن ينشئ رمزا أوسع منه صلاحية أو أطول منه مدة.
