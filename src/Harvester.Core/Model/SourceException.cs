namespace Harvester.Core.Model;

/// <summary>A fault that ends one source's run, never the process: the source did not give what it promised, or we asked wrongly.</summary>
public sealed class SourceException : Exception
{
    /// <param name="code">Kebab-case and stable: <c>unreachable</c>, <c>http-status</c>, <c>not-json</c>, <c>implausible-listing</c>.</param>
    /// <param name="whose">Whose turn it is.</param>
    /// <param name="url">The address that was asked, without secrets; null when none was.</param>
    /// <param name="message">One sentence: what was found, what was expected, what to do.</param>
    public SourceException(string code, Whose whose, string? url, string message, Exception? inner = null)
        : base(message, inner)
    {
        Code = code;
        Whose = whose;
        Url = url;
    }

    public string Code { get; }
    public Whose Whose { get; }
    public string? Url { get; }

    /// <summary>The message with the address it is about.</summary>
    public string Describe() => Url is null || Message.Contains(Url, StringComparison.Ordinal) ? Message : $"{Message} ({Url})";
}
