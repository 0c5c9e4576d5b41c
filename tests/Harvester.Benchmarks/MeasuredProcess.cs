using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Harvester.Benchmarks;

/// <summary>What a whole process took, from its start to its end.</summary>
/// <param name="Seconds">By the clock.</param>
/// <param name="CpuSeconds">Of all processors, in the program and in the system for it.</param>
/// <param name="PeakMb">The largest working set, looked at every few milliseconds; 0 where the system does not tell.</param>
/// <param name="Answer">The largest number that it printed: how many statements there are.</param>
internal readonly partial record struct MeasuredProcess(double Seconds, double CpuSeconds, double PeakMb, long Answer)
{
    private const int Children = -1;

    /// <summary>Null where there is no such program. One at a time: the processor time is that of all children that have ended.</summary>
    public static async Task<MeasuredProcess?> RunAsync(string program, string arguments)
    {
        var before = ChildrenSeconds();
        var watch = Stopwatch.StartNew();
        Process? child;
        try
        {
            child = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true });
        }
        catch (Win32Exception)
        {
            return null;
        }
        using (child!)
        {
            var (output, errors) = (child!.StandardOutput.ReadToEndAsync(), child.StandardError.ReadToEndAsync());
            var peak = 0.0;
            while (!child.WaitForExit(TimeSpan.FromMilliseconds(5)))
                peak = Math.Max(peak, PeakOf(child.Id));
            var seconds = watch.Elapsed.TotalSeconds;
            var text = await output + await errors;
            if (child.ExitCode != 0)
                throw new InvalidOperationException($"{program} {arguments}: exit {child.ExitCode}, {text.Trim()}");
            return new MeasuredProcess(seconds, ChildrenSeconds() - before, peak, Number(text));
        }
    }

    private static long Number(string text) =>
        Digits().Matches(text).Select(m => long.TryParse(m.ValueSpan, CultureInfo.InvariantCulture, out var number) ? number : 0).DefaultIfEmpty().Max();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();

    private static double PeakOf(int process)
    {
        try
        {
            const string name = "VmHWM:";
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line[name.Length..^"kB".Length], CultureInfo.InvariantCulture) / 1024;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0; // it has ended, or this system has no such place
        }
    }

    private static double ChildrenSeconds()
    {
        Span<long> usage = stackalloc long[18];
        return OperatingSystem.IsWindows() || GetResourceUsage(Children, ref usage[0]) != 0 ? 0 : usage[0] + usage[2] + ((usage[1] + usage[3]) / 1e6);
    }

    // struct rusage begins with the times of program and system, each in seconds and microseconds.
    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetResourceUsage(int who, ref long usage);
}
