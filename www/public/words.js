// The page's own sentences for the person, in the languages of the element; English stands in the HTML. The attribute
// `data-words` of an element names its sentence.

/** @import { Language } from '../../pkg/texts.js' */

/**
 * @typedef {object} Words
 * @property {string} title
 * @property {string} skip
 * @property {string} offline
 * @property {string} notice while the backend cannot be reached
 * @property {string} other the title of the second photo
 * @property {string} otherText
 */

/** @type {Record<Exclude<Language, 'en'>, Words>} */
export const WORDS = {
  ar: {
    title: 'فحص الصورة الشخصية',
    skip: 'الانتقال إلى المحتوى',
    offline: 'دون اتصال',
    notice: 'لا يمكننا الوصول إلى الخدمة الآن. يمكنك فحص صورتك، وسيتأخر إرسالها.',
    other: 'الصورة للمقارنة',
    otherText: 'صورة سابقة لوجهك أو الصورة في وثيقة هويتك.',
  },
  es: {
    title: 'Comprobación de la selfi',
    skip: 'Ir al contenido',
    offline: 'Sin conexión',
    notice: 'Ahora no podemos conectar con el servicio. Puede comprobar su foto; el envío tendrá que esperar.',
    other: 'Foto para comparar',
    otherText: 'Un retrato anterior o la foto de un documento de identidad.',
  },
  fil: {
    title: 'Pagsusuri ng selfie',
    skip: 'Pumunta sa nilalaman',
    offline: 'Walang koneksyon',
    notice: 'Hindi namin maabot ang serbisyo ngayon. Masusuri ninyo ang larawan; saka na ito maipapadala.',
    other: 'Larawang ikukumpara',
    otherText: 'Naunang larawan ng mukha, o ang larawan sa ID.',
  },
  id: {
    title: 'Pemeriksaan selfie',
    skip: 'Langsung ke isi',
    offline: 'Tidak ada koneksi',
    notice: 'Layanan sedang tidak dapat dijangkau. Anda bisa memeriksa foto; pengirimannya menunggu.',
    other: 'Foto pembanding',
    otherText: 'Foto wajah sebelumnya, atau foto pada kartu identitas.',
  },
  ja: {
    title: '自撮り写真の確認',
    skip: '本文へ移動',
    offline: 'オフライン',
    notice: '現在サービスに接続できません。写真の確認はできますが、送信はしばらくお待ちください。',
    other: '比べる写真',
    otherText: '以前の顔写真、または本人確認書類の写真。',
  },
  ko: {
    title: '셀카 확인',
    skip: '본문으로 건너뛰기',
    offline: '오프라인',
    notice: '지금은 서비스에 연결할 수 없습니다. 사진은 확인할 수 있으며, 전송은 나중에 할 수 있습니다.',
    other: '비교할 사진',
    otherText: '이전에 찍은 얼굴 사진이나 신분증의 사진입니다.',
  },
  ms: {
    title: 'Semakan swafoto',
    skip: 'Terus ke kandungan',
    offline: 'Tiada sambungan',
    notice: 'Perkhidmatan tidak dapat dihubungi sekarang. Anda boleh menyemak foto; penghantarannya perlu menunggu.',
    other: 'Foto untuk perbandingan',
    otherText: 'Foto muka yang terdahulu, atau foto pada dokumen pengenalan.',
  },
  pt: {
    title: 'Verificação da selfie',
    skip: 'Ir para o conteúdo',
    offline: 'Sem conexão',
    notice: 'Não conseguimos acessar o serviço agora. Você pode verificar sua foto; o envio terá de esperar.',
    other: 'Foto para comparar',
    otherText: 'Um retrato anterior ou a foto de um documento de identidade.',
  },
  ta: {
    title: 'செல்ஃபி சரிபார்ப்பு',
    skip: 'உள்ளடக்கத்துக்குச் செல்லவும்',
    offline: 'இணைப்பு இல்லை',
    notice: 'இப்போது சேவையை அணுக முடியவில்லை. உங்கள் படத்தைச் சரிபார்க்கலாம்; அனுப்புவதற்குக் காத்திருக்கவும்.',
    other: 'ஒப்பிடுவதற்கான படம்',
    otherText: 'முன்பு எடுத்த முகப் படம் அல்லது அடையாள ஆவணத்தில் உள்ள படம்.',
  },
  th: {
    title: 'ตรวจรูปเซลฟี',
    skip: 'ข้ามไปยังเนื้อหา',
    offline: 'ออฟไลน์',
    notice: 'ขณะนี้เชื่อมต่อบริการไม่ได้ คุณตรวจรูปได้ แต่ต้องรอก่อนจึงจะส่งได้',
    other: 'รูปสำหรับเปรียบเทียบ',
    otherText: 'รูปหน้าก่อนหน้านี้ หรือรูปในบัตรประจำตัว',
  },
  vi: {
    title: 'Kiểm tra ảnh selfie',
    skip: 'Chuyển đến nội dung',
    offline: 'Ngoại tuyến',
    notice: 'Hiện chưa kết nối được với dịch vụ. Bạn có thể kiểm tra ảnh; việc gửi phải đợi.',
    other: 'Ảnh để so sánh',
    otherText: 'Ảnh chân dung trước đây, hoặc ảnh trên giấy tờ tùy thân.',
  },
  'zh-Hans': {
    title: '自拍照检查',
    skip: '跳到正文',
    offline: '离线',
    notice: '暂时无法连接服务。您可以先检查照片，稍后再发送。',
    other: '用来比对的照片',
    otherText: '以前的面部照片，或身份证件上的照片。',
  },
  'zh-Hant': {
    title: '自拍照檢查',
    skip: '跳到內文',
    offline: '離線',
    notice: '暫時無法連線到服務。您可以先檢查照片，稍後再傳送。',
    other: '用來比對的照片',
    otherText: '以前的臉部照片，或身分證件上的照片。',
  },
};
