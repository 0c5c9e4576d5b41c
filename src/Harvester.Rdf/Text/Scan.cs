namespace Harvester.Rdf.Text;

/// <summary>What was cut out of a document: the decoded text, or why it cannot be used.</summary>
internal readonly ref struct Scan
{
    private Scan(ReadOnlySpan<byte> text, string? fault, bool isWhole, string? mended)
    {
        Text = text;
        Fault = fault;
        IsWhole = isWhole;
        Mended = mended;
    }

    public ReadOnlySpan<byte> Text { get; }

    public string? Fault { get; }

    /// <summary>False: where the token ends is unknown, so what follows it cannot be understood either.</summary>
    public bool IsWhole { get; }

    /// <summary>What the lenient reading changed.</summary>
    public string? Mended { get; }

    public static Scan Of(ReadOnlySpan<byte> text, string? mended = null) => new(text, null, true, mended);

    public static Scan Unusable(string fault) => new(default, fault, true, null);

    public static Scan Broken(string fault) => new(default, fault, false, null);
}
