namespace Harvester.Tests.Rdf;

/// <summary>Documents as they come out of a bad line or a bad program.</summary>
internal static class Damaged
{
    private const string Alphabet = "<>\"'\\.;,[](){}@^:_%&#-+eE0=!?/$ \n\t\r\u0001";

    /// <summary>A copy with a few bytes changed, added, taken away or doubled, or with a piece of another document (which must not be empty) in it. The same random numbers do the same damage.</summary>
    public static byte[] Copy(byte[] original, Random random, byte[] other)
    {
        var damaged = original.ToList();
        for (var count = random.Next(1, 5); count > 0 && damaged.Count > 0; count--)
        {
            var at = random.Next(damaged.Count);
            switch (random.Next(6))
            {
                case 0:
                    damaged[at] = (byte)random.Next(256);
                    break;
                case 1:
                    damaged.RemoveAt(at);
                    break;
                case 2:
                    damaged.Insert(at, (byte)Alphabet[random.Next(Alphabet.Length)]);
                    break;
                case 3:
                    damaged.RemoveRange(at, Math.Min(damaged.Count - at, random.Next(40)));
                    break;
                case 4: // a piece twice
                    damaged.InsertRange(at, damaged.GetRange(at, Math.Min(damaged.Count - at, random.Next(60))));
                    break;
                default: // a piece of another file
                    var begin = random.Next(other.Length);
                    damaged.InsertRange(at, other[begin..Math.Min(other.Length, begin + random.Next(40))]);
                    break;
            }
        }
        return [.. damaged];
    }
}
