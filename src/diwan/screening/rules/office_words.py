"""What people call those who decide at a newspaper, in six languages and the German that exiles' papers know: words for `imitation`.

Written by hand. PLAIN ones are nobody's name and are looked for in the middle of names as well. ALONE ones are names too (Musharraf and
Nazer are written like the Arabic and the Persian for a moderator), and count only where the whole name says nothing else. BESIDE ones say
nothing by themselves.
"""


def _each(text: str, between: str | None = None) -> tuple[str, ...]:
    return tuple(text.strip().split(between))


PLAIN = _each("""
moderator moderators moderation moderatorin moderatoren moderateur administrator administrators administration administrateur
admin admins sysadmin editor editors editorial editorship redaktion redakteur redakteurin redaktor redaksiyon redaction redacteur webmaster
editör editörü editörler moderatör moderatörü moderatörler yönetici yöneticisi yöneticiler redaktör başeditör
edîtor edîtorê edîtora edîtoran moderatorê moderatora sernivîskar sernivîser redaksîyon
سەرنووسەر سەرنووسەری سەرنوسەر ئەدمین ئەدمینی مۆدێراتۆر مۆدێرەیتەر ئیدیتەر ئێدیتەر ئەدیتۆر
سردبیر سردبیری ادمین تحریریه ویراستار مدیرسایت ادیتور مدیریت‌سایت
أدمن ادمن الأدمن المحرر المحررون المشرف المشرفون المشرفين الإدارة موديريتور إيديتور
""")

ALONE = _each("""
staff mod mods support help helpdesk team official publisher newsroom newsdesk desk management manager owner root system
yönetim yönetimi yayıncı destek yetkili ekip sorumlu denetmen
rêveber rêvebir rêveberî birêvebir serokatî weşanger weşanxane alîkarî
بەڕێوەبەر بەڕێوەبەری چاودێر ستاف وەشانکار لێپرسراو
مدیر ناظر مسئول پشتیبانی مدیریت دبیر گرداننده
مدير مشرف محرر مراقب إدارة الناشر ناشر المسؤول التحرير الدعم
""")

PHRASES = _each(
    """
editor in chief
chief editor
comment team
site manager
yazı işleri
yazı işleri müdürü
haber merkezi
site yönetimi
yayın kurulu
genel yayın yönetmeni
desteya weşanê
desteya nivîskaran
rêveberê malperê
rêveberiya malperê
دەستەی نووسەران
بەڕێوەبەری سایت
بەڕێوەبەری ماڵپەڕ
چاودێری لێدوانەکان
ستافی سایت
هیئت تحریریه
هیات تحریریه
مدیر سایت
مدیریت سایت
ناظر نظرات
شورای سردبیری
هيئة التحرير
رئيس التحرير
رئيسة التحرير
مدير التحرير
إدارة الموقع
مدير الموقع
مشرف الموقع
مشرف التعليقات
فريق التحرير
فريق العمل
""",
    "\n",
)

BESIDE = _each("""
the of a an and for your our real true official verified offical original senior junior chief head deputy new old main only no nr
mr mrs ms team crew group staff site web website page online news newspaper paper comment comments desk office account
resmi gerçek baş ekibi ekip sitesi site haber yorum yorumlar sayfa hesap
fermî rast tîma tîm malper malpera şîrove nûçe
فەرمی ڕاستی تیمی تیم سایت سایتی ماڵپەڕ ماڵپەڕی هەواڵ کۆمێنت لێدوان
رسمی واقعی تیم سایت وب صفحه خبر نظرات
الرسمي الرسمية رسمي فريق موقع الموقع صفحة الصفحة أخبار تعليقات التعليقات
der die das dem
""")
