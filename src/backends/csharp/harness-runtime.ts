/** The part of the harness that is the same for every program: the line protocol of `native.ts`. */
export const HARNESS = `using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading;

static class Harness
{
    static readonly StringBuilder Out = new StringBuilder();
    static TextReader input;
    static Exception rejected;
    static uint blackBox;
/*fields*/
    internal static int Main()
    {
        // Deep values are walked by recursion.
        var worker = new Thread(Serve, 256 * 1024 * 1024);
        worker.Start();
        worker.Join();
        return 0;
    }

    static void Serve()
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        Thread.CurrentThread.CurrentCulture = CultureInfo.InvariantCulture;
        input = Console.In;
        ReadInputs();
        Say("ready");
        while (true)
        {
            var words = Line().Split(' ');
            // To leave by returning would let Mono wait for PLINQ's idle threads, half a minute at times.
            if (words[0] == "q") Environment.Exit(0);
            if (words[0] == "i")
            {
                ReadInputs();
                Say("ok");
            }
            else Say(Answer(words));
        }
    }

    static void ReadInputs()
    {
        rejected = null;
/*reads*/    }

    static string Answer(string[] words)
    {
        try
        {
            if (rejected != null) throw rejected;
            return words[0] == "b" ? Batch(long.Parse(words[1])) : Once();
        }
        catch (Exception error)
        {
            return Failure(error);
        }
    }

    static string Once()
    {
        Out.Clear();
        /*encode*/(/*call*/);
        return "value " + Fold() + " " + Out;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static uint Fold()
    {
        return /*digest*/(/*call*/);
    }

    static string Batch(long count)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0L; i < count; i++) Volatile.Write(ref blackBox, Fold());
        var ticks = clock.ElapsedTicks;
        return "batch " + count + " " + (long)(ticks * (1e9 / Stopwatch.Frequency)) + " " + blackBox;
    }

    static string Failure(Exception error)
    {
        // Tasks and sorts wrap what the program threw.
        while ((error is AggregateException || error is InvalidOperationException) && error.InnerException != null) error = error.InnerException;
        var message = Quoted(error.Message);
        if (error is OverflowException || error is NotSupportedException || error is OutOfMemoryException) return "outside " + message;
        var name = Name(error);
        return name == null ? "crashed " + Quoted(error.ToString()) : "raises " + name + " " + message;
    }

    /// <summary>The Python exception that one of .NET stands for.</summary>
    static string Name(Exception error)
    {
        if (error is DivideByZeroException) return "ZeroDivisionError";
        if (error is KeyNotFoundException) return "KeyError";
        if (error is IndexOutOfRangeException || error is ArgumentOutOfRangeException) return "IndexError";
        if (error is DecoderFallbackException) return "UnicodeDecodeError";
        if (error is EncoderFallbackException) return "UnicodeEncodeError";
        if (error is ArgumentNullException) return null;
        if (error is ArgumentException || error is FormatException || error is InvalidOperationException) return "ValueError";
        if (error is ArithmeticException) return "OverflowError";
        return error is InvalidCastException ? "TypeError" : null;
    }

    static string Line()
    {
        var line = input.ReadLine();
        if (line == null) Environment.Exit(0);
        return line;
    }

    /// <summary>An int of 64 bits. A longer one is reported by the next answer, once all inputs are read.</summary>
    static long Int64()
    {
        var line = Line();
        long value;
        if (!long.TryParse(line, out value)) rejected = new OverflowException("the input " + line + " is beyond 64 bits");
        return value;
    }

    static void Say(string text)
    {
        Console.Out.Write(text + "\\n");
        Console.Out.Flush();
    }

    static byte[] Hex(string token)
    {
        var bytes = new byte[token.Length / 2];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = byte.Parse(token.Substring(2 * i + 1, 2), NumberStyles.HexNumber);
        return bytes;
    }

    static List<T> Items<T>(Func<T> read)
    {
        var count = int.Parse(Line());
        var items = new List<T>(count);
        for (var i = 0; i < count; i++) items.Add(read());
        return items;
    }

    static void Bits(double value)
    {
        Out.Append("{\\"bits\\":\\"").Append(BitConverter.DoubleToInt64Bits(value).ToString("x16")).Append("\\"}");
    }

    static void Text(string value)
    {
        Out.Append(Quoted(value));
    }

    static string Quoted(string text)
    {
        var quoted = new StringBuilder("\\"");
        foreach (var c in text)
        {
            if (c < 32 || c > 126 || c == '"' || c == '\\\\') quoted.Append("\\\\u").Append(((int)c).ToString("x4"));
            else quoted.Append(c);
        }
        return quoted.Append('"').ToString();
    }

/*functions*/}
`;
