using System.Globalization;
using System.Text;
using Harvester.Core.Mapping.Normalisers;

namespace Harvester.Core.Model;

/// <summary>
/// Makes a dataset's id from its source and the source's record id: <c>source~slug</c>. A record id of lower-case letters, digits and
/// <c>- . _</c> is its own slug; any other gets a readable part (letters and digits of any script, which RFC 3987 allows in IRIs) and ten
/// hexadecimal digits of the exact id, so that ids that differ only by case, width or normal form stay apart.
/// </summary>
public static class DatasetId
{
    private const int LongestPlain = 100;
    private const int LongestReadable = 48;

    public static string Of(string source, string recordId) => $"{source}~{Slug(recordId)}";

    /// <summary>
    /// The id of a record whose plain id leads to another dataset: one that was declared moved and kept it. The record's number and
    /// <paramref name="attempt"/> (from 2) decide it.
    /// </summary>
    public static string Other(string source, string recordId, int attempt) => $"{Of(source, recordId)}-{attempt}";

    /// <summary>The part of <paramref name="id"/> before the tilde.</summary>
    public static string SourceOf(string id) => id.IndexOf('~') is var at and > 0 ? id[..at] : id;

    public static string Slug(string recordId)
    {
        if (recordId.Length is > 0 and <= LongestPlain && recordId.All(IsPlain))
            return recordId;
        var readable = Readable(recordId);
        var hash = RecordHash.Format(RecordHash.OfBytes(Encoding.UTF8.GetBytes(recordId)))[..10];
        return readable.Length == 0 ? hash : $"{readable}-{hash}";
    }

    private static bool IsPlain(char c) => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '.' or '_';

    private static string Readable(string text)
    {
        var slug = new StringBuilder();
        var length = 0;
        foreach (var rune in Nfkc.Of(text).EnumerateRunes())
        {
            if (length >= LongestReadable)
                break;
            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
            {
                slug.Append(Rune.ToLowerInvariant(rune));
                length++;
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
                length++;
            }
        }

        return slug.ToString().Trim('-');
    }
}
