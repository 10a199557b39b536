# حماية المعطيات ذات الطابع الشخصي (القانون 09.08): من اطّلع، وحقوق الشخص، ومدة الحفظ، والمحو.

# من اطّلع على الملف
readings-title = من اطّلع على ملفكم
readings-lead = كل اطلاع من طرف مصلحة يُسجَّل لحظة وقوعه.
readings-none = لم تطّلع عليه أي مصلحة بعد.
readings-ask = أنتم تتعاملون مع مؤسسة: مدبّرها يعرف الأعوان ويجيب عن أسئلتكم.
reading-file = الملف
reading-piece = وثائق مرفقة
reading-paper = مستندات
reading-person = معلومات الاتصال
reading-evidence = ملف الإثبات
reading-export = نسخة
reading-operator = مشغّل الخدمة
