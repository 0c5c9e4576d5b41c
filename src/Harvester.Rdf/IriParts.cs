using System.Text;

namespace Harvester.Rdf;

/// <summary>The five components of a reference (RFC 3986 section 3 and appendix B); null where absent, which differs from empty.</summary>
internal readonly record struct IriParts(string? Scheme, string? Authority, string Path, string? Query, string? Fragment)
{
    public static IriParts Parse(string reference)
    {
        var rest = reference.AsSpan();
        string? scheme = null, authority = null, query = null, fragment = null;
        if (rest.IndexOf('#') is >= 0 and var hash)
        {
            fragment = rest[(hash + 1)..].ToString();
            rest = rest[..hash];
        }
        if (SchemeLength(rest) is > 0 and var colon)
        {
            scheme = rest[..colon].ToString();
            rest = rest[(colon + 1)..];
        }
        if (rest.IndexOf('?') is >= 0 and var mark)
        {
            query = rest[(mark + 1)..].ToString();
            rest = rest[..mark];
        }
        if (rest.StartsWith("//"))
        {
            var slash = rest[2..].IndexOf('/');
            var end = slash < 0 ? rest.Length : slash + 2;
            authority = rest[2..end].ToString();
            rest = rest[end..];
        }
        return new IriParts(scheme, authority, rest.ToString(), query, fragment);
    }

    /// <summary>The number of characters before the colon of a leading scheme; 0 when there is none.</summary>
    public static int SchemeLength(ReadOnlySpan<char> reference)
    {
        if (reference.Length == 0 || !char.IsAsciiLetter(reference[0]))
            return 0;
        for (var i = 1; i < reference.Length; i++)
        {
            var c = reference[i];
            if (c == ':')
                return i;
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
                return 0;
        }
        return 0;
    }

    // RFC 3986 section 5.3.
    public override string ToString()
    {
        var text = new StringBuilder();
        if (Scheme is not null)
            text.Append(Scheme).Append(':');
        if (Authority is not null)
            text.Append("//").Append(Authority);
        text.Append(Path);
        if (Query is not null)
            text.Append('?').Append(Query);
        if (Fragment is not null)
            text.Append('#').Append(Fragment);
        return text.ToString();
    }
}
