using System.Buffers;
using System.Text;
using Harvester.Rdf.Reading;

namespace Harvester.Rdf;

/// <summary>Resolution of IRI references (RFC 3986 section 5.2, with the characters of RFC 3987) and the check of their characters (Turtle 1.1, production [18] IRIREF).</summary>
public static class IriReference
{
    private static readonly SearchValues<char> Suspect = SearchValues.Create([.. Enumerable.Range(0, 0x21).Select(c => (char)c), .. "<>\"{}|^`\\[]"]);

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

    /// <summary>
    /// The index of the first character that an IRI may not have as it is, or -1. Square brackets may stand around an address only (RFC 3986, section 3.2.2).
    /// </summary>
    public static int IndexOfIllegal(ReadOnlySpan<char> iri)
    {
        var suspect = iri.IndexOfAny(Suspect);
        if (suspect < 0 || iri[suspect] is not ('[' or ']'))
            return suspect;
        var utf8 = new byte[Encoding.UTF8.GetByteCount(iri)];
        Encoding.UTF8.GetBytes(iri, utf8);
        return Iris.IndexOfIllegal(utf8) is >= 0 and var illegal ? Encoding.UTF8.GetCharCount(utf8.AsSpan(0, illegal)) : -1;
    }

    /// <summary>Percent-encodes the characters that an IRI may not have as they are: spaces, quotes, braces and the like.</summary>
    public static string Escape(string iri) =>
        IndexOfIllegal(iri) < 0 ? iri : Encoding.UTF8.GetString(Iris.Escape(Encoding.UTF8.GetBytes(iri), new ByteArena()));

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
