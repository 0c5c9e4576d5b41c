namespace Harvester.SamplePortals.Content;

/// <summary>A municipality with its real six-digit code.</summary>
internal sealed record Municipality(string Code, string Name, string Romaji, string English, string FirstTown)
{
    public static readonly Municipality Minato = new("131032", "港区", "minato", "Minato City", "芝公園");
    public static readonly Municipality Shinjuku = new("131041", "新宿区", "shinjuku", "Shinjuku City", "歌舞伎町");
    public static readonly Municipality Shibuya = new("131130", "渋谷区", "shibuya", "Shibuya City", "宇田川町");
    public static readonly Municipality Fuchu = new("132063", "府中市", "fuchu", "Fuchu City", "宮西町");
    public static readonly Municipality Machida = new("132098", "町田市", "machida", "Machida City", "森野");
    public static readonly Municipality Komae = new("132195", "狛江市", "komae", "Komae City", "和泉本町");
    public static readonly Municipality Kiyose = new("132217", "清瀬市", "kiyose", "Kiyose City", "中里");
    public static readonly Municipality Hinode = new("133051", "日の出町", "hinode", "Hinode Town", "平井");
    public static readonly Municipality Hinohara = new("133078", "檜原村", "hinohara", "Hinohara Village", "本宿");
    public static readonly Municipality Hachijo = new("134015", "八丈町", "hachijo", "Hachijo Town", "大賀郷");

    /// <summary>Every municipality of the samples, by code.</summary>
    public static readonly IReadOnlyList<Municipality> All =
        [Minato, Shinjuku, Shibuya, Fuchu, Machida, Komae, Kiyose, Hinode, Hinohara, Hachijo];

    /// <summary>The name of its organisation in the Tokyo catalogue.</summary>
    public string Organisation => "t" + Code;
}
