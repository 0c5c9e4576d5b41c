using System.Buffers;
using System.Text;

namespace Harvester.Rdf;

/// <summary>Resolution of IRI references (RFC 3986 section 5.2, with the characters of RFC 3987) and the check of IRIREF characters.</summary>
public static class IriReference
{
    // Turtle 1.1, production [18] IRIREF: what may not stand between < and >.
    private static readonly SearchValues<char> Illegal = SearchValues.Create(
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017"
        + "\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f <>\"{}|^`\\");

    /// <summary>Resolves a reference against an absolute base: the strict algorithm of RFC 3986 section 5.2.2.</summary>
    /// <param name="baseIri">An absolute IRI; its fragment is ignored.</param>
    /// <param name="reference">Any reference, absolute or relative, also the empty one.</param>
    public static string Resolve(string baseIri, string reference)
    {
        var relative = IriParts.Parse(reference);
        if (relative.Scheme is not null)
            return (relative with { Path = RemoveDotSegments(relative.Path) }).ToString();
        var origin = IriParts.Parse(baseIri);
        if (relative.Authority is not null)
            return (relative with { Scheme = origin.Scheme, Path = RemoveDotSegments(relative.Path) }).ToString();
        if (relative.Path.Length == 0)
            return (origin with { Query = relative.Query ?? origin.Query, Fragment = relative.Fragment }).ToString();
        var path = relative.Path[0] == '/' ? relative.Path : Merge(origin, relative.Path);
        return (origin with { Path = RemoveDotSegments(path), Query = relative.Query, Fragment = relative.Fragment }).ToString();
    }

    /// <summary>Whether the reference begins with a scheme (RFC 3986 section 3.1).</summary>
    public static bool IsAbsolute(ReadOnlySpan<char> reference) => IriParts.SchemeLength(reference) > 0;

    /// <summary>The index of the first character that an IRI may not have as it is, or -1.</summary>
    public static int IndexOfIllegal(ReadOnlySpan<char> iri) => iri.IndexOfAny(Illegal);

    /// <summary>Percent-encodes the characters that an IRI may not have as they are: spaces, quotes, braces and the like.</summary>
    public static string Escape(string iri)
    {
        if (IndexOfIllegal(iri) < 0)
            return iri;
        var escaped = new StringBuilder(iri.Length + 16);
        foreach (var character in iri)
        {
            // Every illegal character is ASCII, so its one byte is its code.
            if (Illegal.Contains(character))
                escaped.Append('%').Append(((int)character).ToString("X2"));
            else
                escaped.Append(character);
        }
        return escaped.ToString();
    }

    /// <summary>A reference within a document: an absolute IRI stays as it is written, a relative one is resolved.</summary>
    internal static string ResolveWithin(string baseIri, string reference) =>
        IsAbsolute(reference) ? reference : Resolve(baseIri, reference);

    // RFC 3986 section 5.2.3.
    private static string Merge(IriParts origin, string path)
    {
        if (origin.Authority is not null && origin.Path.Length == 0)
            return "/" + path;
        return string.Concat(origin.Path.AsSpan(0, origin.Path.LastIndexOf('/') + 1), path);
    }

    // RFC 3986 section 5.2.4, over segments instead of prefixes.
    private static string RemoveDotSegments(string path)
    {
        if (!path.Contains('.'))
            return path;
        var output = new StringBuilder(path.Length);
        var rest = path.AsSpan();
        while (rest.Length > 0)
        {
            if (rest.StartsWith("../"))
                rest = rest[3..];
            else if (rest.StartsWith("./") || rest.StartsWith("/./"))
                rest = rest[2..];
            else if (rest is "/.")
                rest = "/";
            else if (rest.StartsWith("/../") || rest is "/..")
            {
                rest = rest.Length == 3 ? "/" : rest[3..];
                var slash = output.Length - 1;
                while (slash > 0 && output[slash] != '/')
                    slash--;
                output.Length = Math.Max(slash, 0);
            }
            else if (rest is "." or "..")
                rest = [];
            else
            {
                var next = rest[1..].IndexOf('/') + 1;
                var segment = next > 0 ? rest[..next] : rest;
                output.Append(segment);
                rest = rest[segment.Length..];
            }
        }
        return output.ToString();
    }
}
