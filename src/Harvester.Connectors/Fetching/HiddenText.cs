using System.Text;

namespace Harvester.Connectors.Fetching;

/// <summary>Takes a secret out of a stream of bytes in bounded memory, in the forms in which servers echo one: plain, percent-encoded, UTF-16.</summary>
internal sealed class HiddenText
{
    private const int ChunkLength = 64 << 10;
    private readonly byte[][] forms;
    private readonly int longest;

    public HiddenText(string secret)
    {
        forms = [.. new[] { Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(Uri.EscapeDataString(secret)), Encoding.Unicode.GetBytes(secret), Encoding.BigEndianUnicode.GetBytes(secret) }
            .DistinctBy(Convert.ToHexString).OrderByDescending(form => form.Length)];
        longest = forms[0].Length;
    }

    /// <summary>Copies what is left of a stream; how many times the secret stood in it.</summary>
    public long Copy(Stream from, Stream to)
    {
        var window = new byte[ChunkLength + longest];
        var (filled, ended, hidden) = (0, false, 0L);
        while (!ended || filled > 0)
        {
            if (!ended)
            {
                var count = from.ReadAtLeast(window.AsSpan(filled), window.Length - filled, throwOnEndOfStream: false);
                filled += count;
                ended = filled < window.Length;
            }

            // What may be the beginning of a secret waits for what follows.
            var (used, sure) = (0, ended ? filled : filled - longest + 1);
            while (used < sure)
            {
                var (place, length) = First(window.AsSpan(used, filled - used));
                if (place < 0 || used + place >= sure)
                {
                    to.Write(window.AsSpan(used, sure - used));
                    used = sure;
                    break;
                }

                to.Write(window.AsSpan(used, place));
                to.Write("***"u8);
                used += place + length;
                hidden++;
            }

            window.AsSpan(used, filled - used).CopyTo(window);
            filled -= used;
        }

        return hidden;
    }

    private (int Place, int Length) First(ReadOnlySpan<byte> bytes)
    {
        var first = (Place: -1, Length: 0);
        foreach (var form in forms)
        {
            var place = bytes.IndexOf(form);
            if (place >= 0 && (first.Place < 0 || place < first.Place))
                first = (place, form.Length);
        }

        return first;
    }
}
